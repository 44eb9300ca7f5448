// Package pass says what a pass is: one job beside the rewriting of references. It also has
// the small passes, such as those about pull secrets and shared anchors. Packages flux, kustomize,
// leftover and inventory have the others. Package rewrite calls them all.
package pass
