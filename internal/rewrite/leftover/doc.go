// Package leftover reports what still names an upstream after a run, and why: scalars that
// were not changed, comments, and values that Flux puts in for variables. Package
// rewrite runs its passes.
package leftover
