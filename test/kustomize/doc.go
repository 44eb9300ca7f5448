// Package kustomize holds internal/kustomization, and what is written in files by it, to
// kustomize's own code: its matching of images, its types, and its builds of random trees
// before and after the rewriting.
package kustomize
