// Package e2e runs the function under its real callers: kustomize, kpt and
// kubectl. It is a module of its own so that what they need is never in the
// function's go.mod. Its tests know the function as a binary only; they build it
// from the checkout they stand in.
package e2e
