// Package output is how verbs change files: rewrite and setters replace them, all or none, with
// a warning for files that have several hard links; generate writes a directory of generated
// files; all of them can print a diff instead.
package output
