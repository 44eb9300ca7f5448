// Package rewrite rewrites image references, item by item. It is the top of the packages
// below it:
//
//   - object knows a Kubernetes object and the text that it is part of,
//   - decide says what becomes of one reference,
//   - the packages of passes (pass, flux, kustomize, leftover, inventory) do what goes
//     beyond references,
//   - outcome reports what was found and done, with the reasons of package reason.
//
// This package finds the image fields of each object, edits those that are decided to
// change, and holds the table of passes. It returns a list of edits on the source and a
// report. The KRM function and the command line both use it. It does no I/O.
package rewrite
