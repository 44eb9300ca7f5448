package kustomization

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/build"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// A Plan is what the rewriting must do around kustomizations instead of rewriting each image by
// itself.
type Plan struct {
	// Entries are the decisions about the entries of images, by their places.
	Entries map[manifest.Place]*Decision
	// Stay are the fields that stay as they are, with the reason.
	Stay map[manifest.Place]string
	// Fields are those in which kustomize sees an image because a configuration says so; the
	// rows of Specs find them.
	Fields map[manifest.Place]bool
	Specs  []fields.Row
	// Problems are what the user should know.
	Problems []problem.Problem
	// Copied are texts that kustomize copies into images, and that are not rewritten, although
	// the image changes.
	Copied []build.CopiedText
	// InFull are short names of Docker Hub's images that must be restored in full, such as
	// docker.io/library/nginx.
	InFull map[string]bool
	// Late are the entries that find no image in a build of the files as they are now, because
	// their images were moved to the cache before.
	Late []build.Late
}

// Renamed returns the plan with the paths of its files changed by name.
func (p *Plan) Renamed(name func(file string) string) *Plan {
	renamed := &Plan{Entries: map[manifest.Place]*Decision{}, Stay: map[manifest.Place]string{}, Fields: map[manifest.Place]bool{}, Specs: p.Specs, InFull: p.InFull}
	as := func(at manifest.Place) manifest.Place { at.File = name(at.File); return at }
	for at, d := range p.Entries {
		renamed.Entries[as(at)] = d
	}
	for at, reason := range p.Stay {
		renamed.Stay[as(at)] = reason
	}
	for at := range p.Fields {
		renamed.Fields[as(at)] = true
	}
	for _, one := range p.Problems {
		renamed.Problems = append(renamed.Problems, one.At(as(one.Place())))
	}
	for _, late := range p.Late {
		late.At = as(late.At)
		renamed.Late = append(renamed.Late, late)
	}
	for _, source := range p.Copied {
		source.Place = as(source.Place)
		renamed.Copied = append(renamed.Copied, source)
	}
	return renamed
}

// Read reads the candidates, files that may be a kustomization or hold objects of Flux or
// Argo CD, with all that they name, and plans what their entries must become so that every
// build gives what the rules make of its images. What is wrong with them is in Plan.Problems.
func Read(files manifest.Files, candidates []string, rules tree.Rules) *Plan {
	return plan(build.NewSession(tree.Read(files, candidates, rules)))
}

// plan makes the plan of a tree.
func plan(session *build.Session) *Plan {
	late := session.LateEntries()
	s := newSolver(session, late)
	for _, e := range s.Entries() {
		if len(e.List) > 0 && e.List[0] == e {
			s.markCopies(e.List)
		}
	}
	decisions := s.solve()
	s.reportNotGiven(decisions)
	p := &Plan{Entries: map[manifest.Place]*Decision{}, Stay: map[manifest.Place]string{}, Fields: map[manifest.Place]bool{}, InFull: session.InFull}
	for _, e := range s.Entries() {
		if !e.Fixed {
			p.Entries[e.At] = decisions[e]
		}
	}
	for at, reason := range session.Staying {
		p.Stay[at] = reason
	}
	for _, at := range session.Placeholders() {
		p.Stay[at] = problem.Placeholder
	}
	p.Specs = session.ConfiguredRows()
	p.Fields = session.ConfiguredFields()
	p.Problems = session.Problems.All
	p.Copied = session.Copied
	p.Late = withNewNames(append(late, s.divergedCopies()...), decisions)
	return p
}

// reportNotGiven reports entries that would have to change in files that were not given.
func (s *solver) reportNotGiven(decisions map[*tree.Entry]*Decision) {
	for _, e := range s.Entries() {
		d := decisions[e]
		if e.Fixed || s.Rules.Given(e.At.File) || !d.Changed() || s.bad[e.Group] {
			continue
		}
		s.bad[e.Group] = true
		s.Problems.Add(finding.Error, problem.NotGiven, e.At, e.Line, e.Name,
			fmt.Sprintf("the entry finds images that this run would rewrite, and would find them no more; "+
				"give %s to the command too", s.Rules.Shown(e.At.File)))
	}
}

// withNewNames adds to late entries the names that rewriting gives them.
func withNewNames(late []build.Late, decisions map[*tree.Entry]*Decision) []build.Late {
	for i := range late {
		d := decisions[late[i].Entry]
		if d != nil && len(d.Images) > 0 && d.Images[0].Name != d.Was.Name && late[i].Sure {
			late[i].Name = d.Images[0].Name
		}
	}
	return late
}
