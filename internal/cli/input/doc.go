// Package input reads what a verb works on: its configuration, from flags, a file or a
// ResourceList, and the manifests that its arguments name, from files, directories or
// standard input.
package input
