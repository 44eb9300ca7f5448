package verify

import (
	"path"
	"slices"
	"strings"
)

// The kinds of targets.
const (
	// OfKustomize: a directory with a kustomization file.
	OfKustomize = "kustomize"
	// OfFlux: what a Flux Kustomization adds to the directory that it names.
	OfFlux = "flux"
	// OfArgoCD: what an Argo CD Application adds to the directory that it names.
	OfArgoCD = "argocd"
	// OfHelm: a chart with one set of values.
	OfHelm = "helm"
)

// A target is something that can be built, in one tree.
type target struct {
	kind string
	// name is what it is called; file is where it is defined, both from the top.
	name, file string
	dir        string // that is built
	// unbuildable is why there is nothing to build.
	unbuildable string

	// overlay is what a Flux or Argo CD object adds to the kustomization.
	overlay *overlay
	// loose says that files outside of the directory may be read, as Flux does.
	loose bool
	// values are the values of a chart: files of the tree, and then a text.
	values     []string
	valuesText []byte
	parameters []string
	// variables are what Flux replaces in the output; nil for nothing.
	variables map[string]string
}

// kustomizationNames are the names that kustomize reads, the first that is there.
var kustomizationNames = [...]string{"kustomization.yaml", "kustomization.yml", "Kustomization"}

func isKustomizationName(name string) bool { return slices.Contains(kustomizationNames[:], name) }

// kustomization is the kustomization file of a directory, or nothing.
func (t *tree) kustomization(dir string) string {
	for _, name := range kustomizationNames {
		if file := path.Join(dir, name); t.isFile(file) {
			return file
		}
	}
	return ""
}

// local is a path of an object as one of the tree: from the top, without ./. It reports
// whether it stays in the tree.
func local(parts ...string) (string, bool) {
	p := path.Clean(path.Join(parts...))
	p = strings.TrimPrefix(p, "/")
	if p == "" {
		p = "."
	}
	return p, p != ".." && !strings.HasPrefix(p, "../")
}
