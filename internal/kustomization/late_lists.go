package kustomization

import (
	"fmt"
	"slices"
)

// mergedInto tells of entries of Flux's spec.images that give an image its name in the
// cache, and that Flux merges into one of the same name. Their newName counts. Before
// v2.9.3 the entry was replaced, with its tag (https://github.com/fluxcd/pkg/pull/1266).
func (s *simulation) mergedInto(own, over []*entry) {
	for _, e := range over {
		i := slices.IndexFunc(own, func(o *entry) bool { return o.Name == e.Name })
		if i < 0 || e.NewName == "" || e.NewName != s.rules.Cached(e.Name) {
			continue
		}
		o := own[i]
		where := fmt.Sprintf("%s:%d", s.rules.Shown(o.at.File), o.line)
		late := Late{At: e.at, Line: e.line, Found: e.Name, entry: e}
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
		s.tellLate(late, o.at.File)
	}
}

// misplaced tells of transformers that ecrcache generate wrote, listed as a resource.
func (s *simulation) misplaced(k *target, r reference) {
	below := s.targets[s.within(k.dir, r.text)]
	if below == nil || !s.rules.Generated(below.document) {
		return
	}
	for _, file := range below.resources {
		documents, err := s.documents(s.within(below.dir, file.text))
		if err != nil || !slices.ContainsFunc(documents, func(d *Document) bool { return d.Root.Text("kind") == transformerKind }) {
			continue
		}
		s.tellLate(Late{
			At: k.document.place(r.key), Line: k.document.line(r.node), Found: r.text, Sure: true,
			Message: "transformers under resources: move no image; list " + r.text + " under transformers: of " + s.rules.Shown(k.file),
		}, below.file)
		return
	}
}
