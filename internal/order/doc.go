// Package order finds entries of images that kustomize applies too late.
//
// kustomize runs a kustomization's resources first, then its components, its images and
// its transformers. Whatever gives images their names in the cache below an entry that
// looks for a name upstream (a function or a transformer in a base, a Component beside
// the entry) lets the entry find nothing, and its tag is lost without a word.
//
// The package runs kustomizations in that order, over names alone. It reads files only
// through [Files].
package order
