// Package kustomize changes the entries by which kustomize finds images, so that they go on
// finding them after the manifests were rewritten. It plans the entries with package
// kustomization, by the rules of package decide, and writes what the plan says. Package rewrite
// makes the plan before a run, and has the pass among its own.
package kustomize
