// Package output is how verbs change files: by replacing them all or none, with a warning
// for files that have several hard links, as a directory of generated files, or only as a
// diff that shows the change.
package output
