package kustomization

import (
	"maps"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// A build is what Flux or Argo CD adds to the kustomization of a directory.
type build struct {
	way        way
	at         Place
	dir        string
	patches    []patch
	components []string
	entries    []*entry
	// manifests are those of a directory without a kustomization, which Flux takes all.
	manifests []string
	bases     []*target
	// unread is the chart of a HelmRelease, whose images a post-renderer changes.
	unread []unread
}

// A simulation runs all builds of the tree.
type simulation struct {
	*tree
	done   map[*target]*states
	open   map[*target]bool
	stages []*stage
	names  map[int]map[string]string
	// anew says that more was found out, with which all is to be planned once more: an
	// image must be written in full, or must stay.
	anew  bool
	again bool // more fields must stay than was known when it began
	// building are the files of what is being built, the innermost last.
	building []string
	late     *lateness // nil unless late entries are looked for
}

// simulate runs every kustomization that can be built, and every build over one.
func (t *tree) simulate() *simulation { return t.simulateFor(nil) }

// simulateFor is simulate, which looks for late entries where somebody asks for them.
func (t *tree) simulateFor(l *lateness) *simulation {
	s := &simulation{tree: t, done: map[*target]*states{}, open: map[*target]bool{}, late: l}
	t.origins, t.bareFields, t.configuredFields = map[Place]*origin{}, nil, map[Place]bool{}
	t.copiedFrom, t.uses = nil, map[Place]*use{}
	for _, k := range t.order {
		if !k.component {
			out := s.target(k)
			if !k.named {
				expose(out)
			}
		}
	}
	for _, k := range t.order {
		if k.component && !k.named && l == nil {
			in := newStates()
			in.unread = append(in.unread, unread{what: "the kustomization that uses the component", at: Place{File: k.file}, line: 1})
			expose(s.accumulate(k, in, nil))
		}
	}
	for _, b := range t.builds {
		expose(s.build(b))
	}
	s.settleMoving()
	return s
}

// expose notes the bare names that a build gives to the cluster.
func expose(out *states) {
	for _, one := range out.all {
		if one.bare != nil {
			one.bare.exposed = true
		}
	}
}

// target is what comes out of a kustomization that is none's component.
func (s *simulation) target(k *target) *states {
	if out := s.done[k]; out != nil {
		return out
	}
	if s.open[k] {
		s.cycle(k)
		return newStates()
	}
	s.open[k] = true
	s.building = append(s.building, k.file)
	out := s.accumulate(k, newStates(), nil)
	s.building = s.building[:len(s.building)-1]
	s.open[k] = false
	s.done[k] = out
	return out
}

func (s *simulation) cycle(k *target) {
	s.problem(finding.Error, Cycle, Place{File: k.file}, 1, s.rules.Shown(k.dir),
		"the kustomization leads to itself by its resources or components, so kustomize cannot build it; take the resource or component that leads back here out")
}

// build is what comes out of a build over a kustomization.
func (s *simulation) build(b *build) *states {
	in := newStates()
	in.unread = append(in.unread, b.unread...)
	s.building = append(s.building, b.at.File)
	defer func() { s.building = s.building[:0] }()
	k := s.targets[b.dir]
	if k != nil {
		s.building = append(s.building, k.file)
		s.open[k] = true
		out := s.accumulate(k, in, b)
		s.open[k] = false
		return out
	}
	for _, file := range b.manifests {
		s.addFile(in, file)
	}
	for _, base := range b.bases {
		if !base.component {
			in.merge(s.target(base))
		}
	}
	for _, dir := range b.components {
		in = s.component(b.at.File, in, s.within(b.dir, dir))
	}
	for _, p := range b.patches {
		s.addObjects(in, p.objects)
	}
	return s.images(nil, in, b)
}

func (s *simulation) addFile(in *states, file string) bool {
	documents, err := s.documents(file)
	for _, d := range documents {
		s.addObjects(in, d.objects())
	}
	return err == nil
}

// accumulate runs a kustomization in kustomize's order
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/internal/target/kusttarget.go):
// resources, generators, components, patches, images, replacements, transformers. A
// component runs on what came before it.
func (s *simulation) accumulate(k *target, in *states, b *build) *states {
	for _, r := range k.resources {
		s.resource(k, in, r)
	}
	for _, spec := range k.specs {
		in.specs[spec.key()] = true
	}
	in.unread = append(in.unread, k.unread...)
	in.objects = append(in.objects, s.configMaps(k)...)
	for _, r := range k.components {
		in = s.component(k.file, in, s.within(k.dir, r.text))
	}
	if b != nil {
		for _, dir := range b.components {
			in = s.component(k.file, in, s.within(k.dir, dir))
		}
	}
	patches := k.patches
	if b != nil {
		patches = append(patches[:len(patches):len(patches)], b.patches...)
	}
	for _, p := range patches {
		s.addObjects(in, p.objects)
	}
	out := s.images(k, in, b)
	s.replace(k.replacements, out)
	out.variables = append(out.variables[:len(out.variables):len(out.variables)], k.variables...)
	s.noteVariables(out)
	for _, tr := range k.transformers {
		for _, p := range tr.patches {
			s.addObjects(out, p.objects)
		}
		s.replace(tr.replacements, out)
		if s.late != nil && tr.function != nil {
			out = tr.function.run(out)
		}
		if tr.entry == nil {
			continue
		}
		sees := map[string]bool{everywhere: true}
		for _, spec := range tr.specs {
			sees[spec.key()] = true
		}
		out = s.stage(plain, []*entry{tr.entry}, nil, out, sees)
	}
	return out
}

// resource adds what a resource holds: the manifests of a file, or what comes out of the
// kustomization of a directory.
func (s *simulation) resource(k *target, in *states, r reference) {
	if s.late != nil {
		s.misplaced(k, r)
	}
	where := s.within(k.dir, r.text)
	if below := s.targets[where]; below != nil {
		if !below.component {
			in.merge(s.target(below))
		}
		return
	}
	if !s.addFile(in, where) {
		in.unread = append(in.unread, s.missing(k, r, s.read[where].err))
	}
}

// component runs a component on what is there.
func (s *simulation) component(file string, in *states, dir string) *states {
	c := s.targets[dir]
	if c == nil || !c.component {
		in.unread = append(in.unread, unread{what: dir, at: Place{File: file}, line: 1})
		return in
	}
	if s.open[c] {
		s.cycle(c)
		return in
	}
	s.open[c] = true
	defer func() { s.open[c] = false }()
	return s.accumulate(c, in, nil)
}

// images runs the entries of a kustomization, and those over it.
func (s *simulation) images(k *target, in *states, b *build) *states {
	var own, over []*entry
	w := plain
	if k != nil {
		own = k.entries
	}
	if b != nil {
		over, w = b.entries, b.way
	}
	if len(own)+len(over) == 0 {
		return in
	}
	sees := maps.Clone(in.specs)
	switch {
	case w == merged && s.late != nil:
		s.mergedInto(own, over)
	case w == merged:
		old := newStage(replaced, own, over, in, sees)
		s.serveUnread(old)
		s.stages = append(s.stages, old)
	}
	return s.stage(w, own, over, in, sees)
}

func (s *simulation) stage(w way, base, over []*entry, in *states, sees map[string]bool) *states {
	st := newStage(w, base, over, in, sees)
	if s.late != nil {
		return s.lateStage(st)
	}
	s.serveUnread(st)
	s.stages = append(s.stages, st)
	return s.run(st)
}
