// Package filename is how files that kustomize reads are called. The simulation of builds, the
// rewriting of a document without a kind, and the copy that verify builds all ask it.
package filename

import (
	"path"
	"slices"
)

// Default is the name for a kustomization where a directory has none.
const Default = "kustomization.yaml"

// All returns the names of kustomization files, in the order in which kustomize looks for them
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/konfig/general.go).
func All() []string { return []string{Default, "kustomization.yml", "Kustomization"} }

// IsKustomization reports whether a file is a kustomization, by its name.
func IsKustomization(file string) bool { return slices.Contains(All(), path.Base(file)) }
