package rewrite

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/kustomize"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Kustomized plans how the entries by which kustomize finds images go on finding them, and
// returns the rewriter that follows the plan. The candidates are the files of the tree that
// may hold a kustomization, or an object that builds one. sources are the paths of the
// sources by the paths of the tree's files; shown writes the path of any other file for the
// user.
func (r *Rewriter) Kustomized(tree manifest.Files, candidates []string, sources map[string]string, shown func(file string) string) *Rewriter {
	planned := *r
	planned.rules.Plan = kustomize.Plan(&r.rules, tree, candidates, &kustomize.Known{Sources: sources, Shown: shown, Governed: r.governed})
	return &planned
}

// KustomizedItems does for the items of a ResourceList or a stream what Kustomized does for
// files: what kustomizations among them find in the others is planned.
func (r *Rewriter) KustomizedItems(items []yamlbytes.Item) *Rewriter {
	if r.rules.Plan != nil || !slices.ContainsFunc(items, kustomize.MayHaveEntries) {
		return r
	}
	planned := *r
	planned.rules.Plan = kustomize.PlanItems(&r.rules, items)
	return &planned
}

// LateEntries returns a finding for each entry of kustomize's images that finds nothing in
// the files as they are, because something gives the images their names in the cache before.
// Each is an error, or a warning where it is not known whether the build has the image.
func (r *Rewriter) LateEntries() []finding.Finding {
	if r.rules.Plan == nil {
		return nil
	}
	return kustomize.LateEntries(r.rules.Plan)
}
