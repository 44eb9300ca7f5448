// Package cli is the command line: one file a verb, each thin over the packages
// that do the work. It and package fn are the only ones that touch files and
// streams.
package cli
