// Package build simulates what kustomize, Flux and Argo CD build from a tree: which images
// reach which entries, what the entries make of them, and which texts are copied into
// images. It also finds the entries that run after something moved their images to the
// cache. It decides nothing: package kustomization does, between two simulations.
package build
