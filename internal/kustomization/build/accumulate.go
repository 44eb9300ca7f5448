package build

import (
	"maps"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// accumulate runs a kustomization in kustomize's order
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/internal/target/kusttarget.go):
// resources, generators, components, patches, images, replacements, transformers. in is what a
// Component runs on, b the build that adds to it; nil for none.
func (s *Simulation) accumulate(k *tree.Kustomization, in *States, b *tree.Build) *States {
	for _, r := range k.Resources {
		s.resource(k, in, r)
	}
	for _, spec := range k.Specs {
		in.specs[spec.Key()] = true
	}
	in.addUnread(k.Unread...)
	if len(s.sourceRows) > 0 { // else nothing copies from them
		made := s.ConfigMaps(k)
		for i := range made {
			in.addObject(&made[i])
		}
	}
	for _, r := range k.Components {
		in = s.component(k.File, in, s.Within(k.Dir, r.Text))
	}
	if b != nil {
		for _, dir := range b.Components {
			in = s.component(k.File, in, s.Within(k.Dir, dir))
		}
	}
	patches := k.Patches
	if b != nil {
		patches = append(patches[:len(patches):len(patches)], b.Patches...)
	}
	for _, p := range patches {
		s.addObjects(in, p.Objects)
	}
	out := s.images(k, in, b)
	s.replace(k.Replacements, out)
	for i := range k.Variables {
		out.addVariable(&k.Variables[i])
	}
	s.noteVariables(out)
	for _, tr := range k.Transformers {
		for _, p := range tr.Patches {
			s.addObjects(out, p.Objects)
		}
		s.replace(tr.Replacements, out)
		if s.late != nil && tr.Function != nil {
			out = s.functionMover(tr).run(out)
		}
		if tr.Entry == nil {
			continue
		}
		sees := map[string]bool{everywhere: true}
		for _, spec := range tr.Specs {
			sees[spec.Key()] = true
		}
		out = s.stage(tree.OverlayNone, []*tree.Entry{tr.Entry}, nil, out, sees)
	}
	return out
}

// resource adds the manifests of a file, or what comes out of the kustomization of a directory.
func (s *Simulation) resource(k *tree.Kustomization, in *States, r tree.Reference) {
	if s.late != nil {
		s.reportMisplaced(k, r)
	}
	where := s.Within(k.Dir, r.Text)
	if below := s.Kustomizations[where]; below != nil {
		if !below.Component {
			in.merge(s.kustomization(below))
		}
		return
	}
	if err := s.addFile(in, where); err != nil {
		in.addUnread(s.Missing(k, r, err))
	}
}

// component runs the Component of a directory on what is there; file is what uses it.
func (s *Simulation) component(file string, in *States, dir string) *States {
	c := s.Kustomizations[dir]
	if c == nil || !c.Component {
		in.addUnread(tree.Unread{What: dir, At: manifest.Place{File: file}, Line: 1})
		return in
	}
	if s.building[c] {
		s.reportCycle(c)
		return in
	}
	return s.runs.once(c, in, func() *States {
		s.building[c] = true
		defer func() { s.building[c] = false }()
		return s.accumulate(c, in, nil)
	})
}

// images runs the entries of a kustomization and of the build that adds to it; each may be nil.
// For Flux it also runs them as older releases of Flux joined them, so that the plan is right for
// both: that stage has to be solved, too, but what comes out of it goes no further. An entry that is
// filled in, and goes, is no part of it: a tag that older releases dropped for it comes back.
func (s *Simulation) images(k *tree.Kustomization, in *States, b *tree.Build) *States {
	var own, over []*tree.Entry
	w := tree.OverlayNone
	if k != nil {
		own = k.Entries
	}
	if b != nil {
		over, w = b.Entries, b.Overlay
	}
	if len(own)+len(over) == 0 {
		return in
	}
	sees := maps.Clone(in.specs)
	switch {
	case w == tree.OverlayMerged && s.late != nil:
		s.reportMerged(own, over)
	case w == tree.OverlayMerged:
		stays := slices.DeleteFunc(slices.Clone(over), func(e *tree.Entry) bool { return e.Filled })
		if len(own)+len(stays) > 0 {
			old := s.newStage(tree.OverlayReplaced, own, stays, in, sees)
			s.addUnread(old)
			s.Stages = append(s.Stages, old)
		}
	}
	return s.stage(w, own, over, in, sees)
}

// stage runs entries that see the fields of the specs whose keys are in sees.
func (s *Simulation) stage(w tree.Overlay, base, over []*tree.Entry, in *States, sees map[string]bool) *States {
	st := s.newStage(w, base, over, in, sees)
	if s.late != nil {
		return s.lateStage(st)
	}
	s.addUnread(st)
	s.Stages = append(s.Stages, st)
	return s.run(st)
}
