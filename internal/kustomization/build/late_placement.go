package build

import (
	"fmt"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// reportMerged reports entries of Flux's spec.images (over) that give an image its name in the
// cache, and that Flux merges into one of the same name in the kustomization (own): their newName
// takes precedence. Before v2.9.3 Flux replaced that entry, and its tag was lost
// (https://github.com/fluxcd/pkg/pull/1266).
func (s *Simulation) reportMerged(own, over []*tree.Entry) {
	for _, e := range over {
		i := slices.IndexFunc(own, func(o *tree.Entry) bool { return o.Name == e.Name })
		if i < 0 || e.NewName == "" || e.NewName != s.Rules.Cached(e.Name) {
			continue
		}
		o := own[i]
		where := fmt.Sprintf("%s:%d", s.Rules.Shown(o.At.File), o.Line)
		late := Late{At: e.At, Line: e.Line, Found: e.Name, Entry: e}
		switch {
		case o.NewName != "" && o.NewName != e.NewName:
			late.Sure = true
			late.Message = "Flux takes this newName instead of " + o.NewName + " in " + where + ", so another image is deployed; take this entry out"
		case o.NewTag+o.Digest+o.TagSuffix != "" && e.NewTag+e.Digest+e.TagSuffix == "":
			late.Message = "Flux before v2.9.3 (kustomize-controller v1.9.4) drops the tag or digest that " + where +
				" sets; list the transformers of ecrcache generate in that kustomization instead of this entry, or update Flux"
		default:
			continue
		}
		s.reportLate(late, o.At.File)
	}
}

// reportMisplaced reports transformers of ecrcache generate that are listed under resources, where
// kustomize takes them for objects.
func (s *Simulation) reportMisplaced(k *tree.Kustomization, r tree.Reference) {
	below := s.Kustomizations[s.Within(k.Dir, r.Text)]
	if below == nil || !s.Rules.Generated(below.Document) {
		return
	}
	for _, file := range below.Resources {
		documents, err := s.Documents(s.Within(below.Dir, file.Text))
		if err != nil || !slices.ContainsFunc(documents, func(d *manifest.Document) bool { return d.Root.Text("kind") == tree.TransformerKind }) {
			continue
		}
		s.reportLate(Late{
			At: k.Document.PlaceOf(r.Key), Line: k.Document.LineOf(r.Node), Found: r.Text, Sure: true,
			Message: "transformers under resources: move no image; list " + r.Text + " under transformers: of " + s.Rules.Shown(k.File),
		}, below.File)
		return
	}
}
