// Package pass says what a pass is: one job beside the rewriting of references. It also has
// the passes that are about one thing each. Packages flux, kustomize, leftover and inventory
// have the others.
package pass
