// Package hosts finds the hosts of registries in the bytes of a text: whether there is one,
// where, how often, and which part of the text around it may be shown. Package rewrite asks it
// which items to parse, decide and leftover which texts name an upstream.
package hosts
