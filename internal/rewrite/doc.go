// Package rewrite decides, item by item, which image references change: fields
// say where, image says what, the configuration says whether. Its answer is a
// list of edits on the source and a report of what was done and what was left.
//
// Everything that runs over many items stands here once, and serves the KRM
// function and the command line alike. The package does no I/O.
package rewrite
