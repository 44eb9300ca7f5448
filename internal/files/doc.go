// Package files finds the manifests below directories, and reads files, standard input and
// configurations. It does not look at their contents; package replace below it writes files.
package files
