// Package verify proves for one repository that rewriting changes nothing but the
// names of images: it builds every kustomization and chart before and after, in
// copies of the tree, and compares the images.
//
// It reads the user's tree and never writes there. The builders are the user's own
// programs, so that the proof is about the versions that are in use.
package verify
