// Package files finds the manifests below directories, and reads files, standard input and
// configurations. It does not look at their contents; package replace below it writes files.
//
// List and Reader are for the verbs, through package batch; Tree is for kustomizations and builds,
// which name files anywhere in a repository.
package files
