// Package problem is what a user should know of a kustomization: problems, each once, and
// the reasons for which an image or an entry stays as it is. Packages tree, build and kustomization
// add problems; package rewrite reports them as findings.
package problem
