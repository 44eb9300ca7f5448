package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/kustomize"
)

// Within returns the rewriter that knows that a repository has several configurations, or files
// without one: governed is which of them governs a file. Kustomizations of the rewriter's own get
// entries for the images of files that its configuration does not govern alone.
func (r *Rewriter) Within(governed func(file string) tree.Governance) *Rewriter {
	within := *r
	within.governed = governed
	return &within
}

// Tree reads the kustomizations and builds of all configurations, for tree.ReachOf. What they read
// is the same whichever configuration's rewriter is asked.
func (r *Rewriter) Tree(files manifest.Files, candidates []string) *tree.Tree {
	return kustomize.Tree(&r.rules, files, candidates)
}

// Stayed returns a finding for each image in a file that the configuration does not govern alone,
// if the configuration's builds leave it at its upstream. A check fails for it.
func (r *Rewriter) Stayed() []finding.Finding {
	if r.rules.Plan == nil {
		return nil
	}
	return kustomize.Stayed(&r.rules)
}

// Sees reports whether kustomize sees an image in a field of a file that the configuration does
// not govern alone. Stayed has those that are left.
func (r *Rewriter) Sees(at manifest.Place) bool {
	return r.rules.Plan != nil && r.rules.Plan.Visible[at]
}

// LeftShared returns the finding for one such image that kustomize does not see.
func (r *Rewriter) LeftShared(at manifest.Place, line int, text string) finding.Finding {
	return kustomize.Left(&r.rules, at, line, text, "")
}
