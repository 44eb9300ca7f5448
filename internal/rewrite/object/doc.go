// Package object knows the Kubernetes objects that are rewritten: what kind an object is,
// where it came from, what its annotations ask for, what in it must never change, and the
// text (a file, or a string in another object) that edits on it belong to. Package
// rewrite and all packages beside it work on its types.
package object
