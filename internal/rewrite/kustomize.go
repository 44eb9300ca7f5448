package rewrite

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/kustomize"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Kustomized plans how the entries by which kustomize finds images go on finding them, and
// returns the rewriter that follows the plan. The candidates are the files that may hold a
// kustomization, or an object that builds one. Sources are the paths of the sources by
// those of the tree's files; shown is how any other is written in what the user reads.
func (r *Rewriter) Kustomized(tree kustomization.Files, candidates []string, sources map[string]string, shown func(file string) string) *Rewriter {
	planned := *r
	planned.rules.Plan = kustomize.Plan(&r.rules, tree, candidates, sources, shown)
	return &planned
}

// KustomizedItems is the rewriter that knows what kustomizations among the items find in
// the others, as Kustomized is for files.
func (r *Rewriter) KustomizedItems(items []yamlbytes.Item) *Rewriter {
	if r.rules.Plan != nil || !slices.ContainsFunc(items, kustomize.MayHaveEntries) {
		return r
	}
	planned := *r
	planned.rules.Plan = kustomize.PlanItems(&r.rules, items)
	return &planned
}

// LateEntries are the entries of kustomize's images that find nothing, because something
// gives images their names in the cache before, as the files stand. Each is an error, or a
// warning where nobody knows whether the build has the image.
func (r *Rewriter) LateEntries() []finding.Finding {
	if r.rules.Plan == nil {
		return nil
	}
	return kustomize.LateEntries(r.rules.Plan)
}
