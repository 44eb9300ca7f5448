// Package e2e runs the function under its real callers: kustomize, kpt and
// kubectl. It is a module of its own so that what they need is never in the
// function's go.mod. Its tests know the function as a binary only; they build it
// from the checkout they stand in. The Go tool cannot see that, so it would take
// a result of another version from its cache: run them with -count=1.
//
// A test whose caller is not installed skips and says so. With
// ECRCACHE_E2E=required it builds the caller, or fails where it cannot.
package e2e
