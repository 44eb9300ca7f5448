// Package flux has the passes about objects of Flux: the images that its Kustomizations and
// HelmReleases list, its sources of charts and manifests (and those of Argo CD), and the
// setter comments by which it updates images. Package rewrite runs them.
package flux
