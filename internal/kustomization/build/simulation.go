package build

import (
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// A Simulation is one run of all builds of the tree.
type Simulation struct {
	*Session
	// Stages are the points of the builds at which entries ran, in their order.
	Stages []*Stage
	// Again says that the simulation found a field that must stay, or a text that moves,
	// which it did not know when it began.
	Again bool
	// done is what came out of the kustomizations that were built, built the same of the builds
	// of Flux and Argo CD. building are the kustomizations that are not finished: one that is
	// reached again leads to itself.
	done     map[*tree.Kustomization]*States
	built    map[*tree.Build]*States
	building map[*tree.Kustomization]bool
	// path are the files of the kustomizations and objects that are being built, the innermost
	// last.
	path []string
	// runs are those of Components in the kustomization that is being built.
	runs *runs
	// repeated are the bytes of what Components made of what they made before, see maxRepeated.
	repeated int
	late     *lateRun // nil unless the simulation looks for late entries
}

// Simulate runs every kustomization that can be built by itself, and every build of Flux and
// Argo CD. A Component that nothing uses runs on images that are not known.
func (session *Session) Simulate() *Simulation { return session.simulateFor(nil) }

// simulateFor is Simulate, or, where l is not nil, the run that collects late entries there.
func (session *Session) simulateFor(l *lateRun) *Simulation {
	s := &Simulation{Session: session, done: map[*tree.Kustomization]*States{}, built: map[*tree.Build]*States{}, building: map[*tree.Kustomization]bool{}, late: l}
	session.origins, session.bareFields, session.configuredFields = map[manifest.Place]*origin{}, nil, map[manifest.Place]bool{}
	session.Copied, session.uses = nil, map[manifest.Place]*use{}
	for _, k := range session.Order {
		if !k.Component {
			out := s.kustomization(k)
			if !k.IsUsed {
				expose(out)
			}
		}
	}
	for _, k := range session.Order {
		if k.Component && !k.IsUsed && l == nil {
			in := newStates()
			s.runs = newRuns(s, k.File)
			in.addUnread(tree.Unread{What: "the kustomization that uses the component", At: manifest.Place{File: k.File}, Line: 1})
			expose(s.accumulate(k, in, nil))
		}
	}
	for _, b := range session.Builds {
		s.built[b] = s.build(b)
		expose(s.built[b])
	}
	s.settleMoving()
	return s
}

// expose notes the names without a registry that are still there at the end of a build: the cluster
// gets them, so they are no placeholders.
func expose(out *States) {
	for _, one := range out.All {
		if one.bare != nil {
			one.bare.exposed = true
		}
	}
}

// kustomization returns what comes out of a kustomization that is no Component.
func (s *Simulation) kustomization(k *tree.Kustomization) *States {
	if out := s.done[k]; out != nil {
		return out
	}
	if s.building[k] {
		s.reportCycle(k)
		return newStates()
	}
	s.building[k] = true
	s.path = append(s.path, k.File)
	above := s.runs
	s.runs = newRuns(s, k.File)
	out := s.accumulate(k, newStates(), nil)
	s.runs = above
	s.path = s.path[:len(s.path)-1]
	s.building[k] = false
	s.done[k] = out
	return out
}

// reportCycle reports a kustomization that leads to itself.
func (s *Simulation) reportCycle(k *tree.Kustomization) {
	s.Problems.Add(finding.Error, problem.Cycle, manifest.Place{File: k.File}, 1, s.Rules.Shown(k.Dir),
		"the kustomization leads to itself by its resources or components, so kustomize cannot build it; take the resource or component that leads back here out")
}

// build returns what comes out of a build of Flux or Argo CD.
func (s *Simulation) build(b *tree.Build) *States {
	in := newStates()
	in.addUnread(b.Unread...)
	s.path = append(s.path, b.At.File)
	s.runs = newRuns(s, b.At.File)
	defer func() { s.path = s.path[:0] }()
	k := s.Kustomizations[b.Dir]
	if k != nil {
		s.path = append(s.path, k.File)
		s.building[k] = true
		out := s.accumulate(k, in, b)
		s.building[k] = false
		return out
	}
	for _, file := range b.Manifests {
		_ = s.addFile(in, file) // what cannot be read adds nothing
	}
	for _, base := range b.Bases {
		if !base.Component {
			in.merge(s.kustomization(base))
		}
	}
	for _, dir := range b.Components {
		in = s.component(b.At.File, in, s.Within(b.Dir, dir))
	}
	for _, p := range b.Patches {
		s.addObjects(in, p.Objects)
	}
	return s.images(nil, in, b)
}

// addFile adds the objects of a file. The error is that of reading it, or that it is no YAML.
func (s *Simulation) addFile(in *States, file string) error {
	documents, err := s.Documents(file)
	for _, d := range documents {
		s.addObjects(in, d.Objects())
	}
	return err
}
