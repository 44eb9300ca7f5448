package batch

import (
	"path/filepath"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// withExisting gives the rewriter the image automation of Flux in the repository around the inputs:
// an ImageRepository is often in another directory than what it is for. governs reports whether the
// rewriter's configuration is for a file. Outside of a repository only the inputs are looked at.
func (b *Batch) withExisting(r *rewrite.Rewriter, governs func(file string) bool) (*rewrite.Rewriter, error) {
	if r.Config().Spec.Flux == nil || len(b.Inputs) == 0 || b.Inputs[0].Path == "" {
		return r, nil
	}
	k, err := b.kustomizations()
	if err != nil || !k.isRepository() {
		return r, err
	}
	var existing tagpolicy.Existing
	for _, one := range k.automations() {
		if governs(one.file) {
			existing = existing.Joined(one.existing)
		}
	}
	existing.FromTop = k.fromTop
	return r.WithExisting(existing), nil
}

// An automation is a file around the inputs with image automation of Flux.
type automation struct {
	file     string // its absolute path
	existing tagpolicy.Existing
}

// automations are those of the repository; they are read once for all configurations.
func (k *kustomizationFinder) automations() []automation {
	if !k.hasAutomations {
		k.hasAutomations = true
		k.eachOtherManifest(func(file string) {
			text, err := k.tree.Read(file)
			if err != nil || !rewrite.MayHoldAutomation(text) {
				return
			}
			if items, err := yamlbytes.SplitStream(text); err == nil {
				k.ofFlux = append(k.ofFlux, automation{file, rewrite.ReadExisting(rewrite.Source{Path: relative(file), Items: items})})
			}
		})
	}
	return k.ofFlux
}

// fromTop is the path of a file from the top of the repository, with slashes; empty for one that is
// outside of it.
func (k *kustomizationFinder) fromTop(file string) string {
	absolute, err := filepath.Abs(file)
	if err != nil {
		return ""
	}
	dir, name := filepath.Split(absolute)
	rel, err := filepath.Rel(k.tree.Root(), filepath.Join(k.real(dir), name))
	if rel = filepath.ToSlash(rel); err != nil || strings.HasPrefix(rel, "../") {
		return ""
	}
	return rel
}
