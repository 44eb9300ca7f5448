package kustomization

import (
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/build"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// A Plan is what the rewriting must do around kustomizations instead of rewriting each image by
// itself.
type Plan struct {
	// Entries are the decisions about the entries of images, by their places.
	Entries map[manifest.Place]*Decision
	// StayReasons are the reasons, of package problem, for which fields stay as they are.
	StayReasons map[manifest.Place]string
	// Fields are those in which kustomize sees an image because a configuration of kustomize
	// (configurations, fieldSpecs) says so; the rows of Specs find them.
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
	// Added are entries that lists of images get at their end, by the document and the path of
	// the list, which may not be there yet.
	Added map[manifest.Place][]imagetag.Image
	// Stayed are the images that builds of the run leave at the upstream because their files
	// are not governed by the run's configuration alone. Visible are all fields of such files
	// in which kustomize sees images.
	Stayed  []Stayed
	Visible map[manifest.Place]bool
	// OfOthers are objects of Flux and Argo CD whose builds are for other configurations: they
	// stay as they are.
	OfOthers map[manifest.Place]bool
	// NamedBelow are the names for which the kustomization that an object of Flux builds has
	// an entry with a newName, by the places of the builds. One in the object would replace that newName.
	NamedBelow map[manifest.Place]map[string]bool
	// Late are the entries that find no image in a build of the files as they are now, because
	// their images were moved to the cache before.
	Late []build.Late
}

// Renamed returns the plan with the path of every file in it replaced by what name gives.
func (p *Plan) Renamed(name func(file string) string) *Plan {
	renamed := &Plan{Entries: map[manifest.Place]*Decision{}, StayReasons: map[manifest.Place]string{}, Fields: map[manifest.Place]bool{}, Specs: p.Specs, InFull: p.InFull}
	as := func(at manifest.Place) manifest.Place { at.File = name(at.File); return at }
	for at, d := range p.Entries {
		renamed.Entries[as(at)] = d
	}
	for at, reason := range p.StayReasons {
		renamed.StayReasons[as(at)] = reason
	}
	for at := range p.Fields {
		renamed.Fields[as(at)] = true
	}
	renamed.Added, renamed.Visible, renamed.OfOthers = map[manifest.Place][]imagetag.Image{}, map[manifest.Place]bool{}, map[manifest.Place]bool{}
	for at, images := range p.Added {
		renamed.Added[as(at)] = images
	}
	for at := range p.Visible {
		renamed.Visible[as(at)] = true
	}
	renamed.NamedBelow = map[manifest.Place]map[string]bool{}
	for at, names := range p.NamedBelow {
		renamed.NamedBelow[as(at)] = names
	}
	for at := range p.OfOthers {
		renamed.OfOthers[as(at)] = true
	}
	for _, one := range p.Stayed {
		one.Place, one.By = as(one.Place), as(one.By)
		renamed.Stayed = append(renamed.Stayed, one)
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

// plan plans for a tree.
func plan(session *build.Session) *Plan {
	late := session.LateEntries()
	addEntries(session)
	s := newSolver(session, late)
	for _, e := range s.Entries() {
		if len(e.List) > 0 && e.List[0] == e {
			s.markCopies(e.List)
		}
	}
	decisions := s.solve()
	s.reportNotGiven(decisions)
	s.reportUnseen()
	p := &Plan{Entries: map[manifest.Place]*Decision{}, StayReasons: map[manifest.Place]string{}, Fields: map[manifest.Place]bool{}, InFull: session.InFull}
	for _, e := range s.Entries() {
		if !e.Fixed && !e.Added && !e.Filled { // what is filled has a pass of its own
			p.Entries[e.At] = decisions[e]
		}
	}
	for at, reason := range session.Staying {
		p.StayReasons[at] = reason
	}
	for _, at := range session.Placeholders() {
		p.StayReasons[at] = problem.Placeholder
	}
	p.Specs = session.ConfiguredRows()
	p.Fields = session.ConfiguredFields()
	p.Problems = session.Problems.All
	p.Copied = session.Copied
	p.Added, p.Stayed, p.Visible = s.addedEntries(decisions), s.stayed(), session.Visible
	p.OfOthers = map[manifest.Place]bool{}
	for _, at := range session.OfOthers {
		at.Path = ""
		p.OfOthers[at] = true
	}
	p.NamedBelow = s.namedBelow(decisions)
	p.Late = withNewNames(append(late, s.divergedCopies()...), decisions)
	return p
}

// reportNotGiven reports entries that would have to change in files that may not be written,
// because they were not given to the command.
func (s *solver) reportNotGiven(decisions map[*tree.Entry]*Decision) {
	for _, e := range s.Entries() {
		d := decisions[e]
		if e.Fixed || s.Rules.Given(e.At.File) || !d.Changed() || s.reported[e.Group] {
			continue
		}
		s.reported[e.Group] = true
		s.Problems.Add(finding.Error, problem.NotGiven, e.At, e.Line, e.Name,
			"the entry finds images that this run would rewrite, and would find them no more; "+s.toGive(e.At.File))
	}
}

// toGive returns what the user can do about a file that would have to change, and may not.
func (s *solver) toGive(file string) string {
	shown := s.Rules.Shown(file)
	switch s.Rules.Governed(file) {
	case tree.ByNone:
		return shown + " has no configuration: put ecrcache.yaml into its directory or above, or give the images to builds that have one"
	case tree.ByOther, tree.Shared:
		return shown + " is for another configuration as well: move the entry into a kustomization of its own for each configuration, or name one configuration for all with --config"
	}
	return "give " + shown + " to the command too"
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

// namedBelow finds the names for which the kustomizations of Flux's builds have an entry with a newName,
// once the decisions are carried out.
func (s *solver) namedBelow(decisions map[*tree.Entry]*Decision) map[manifest.Place]map[string]bool {
	all := map[manifest.Place]map[string]bool{}
	for _, b := range s.Builds {
		k := s.Kustomizations[b.Dir]
		if b.Overlay != tree.OverlayMerged || k == nil {
			continue
		}
		names := map[string]bool{}
		for _, e := range k.Entries {
			for _, i := range decisions[e].Images {
				if i.NewName != "" && i.NewName != s.Rules.Cached(i.Name) {
					names[i.Name] = true
				}
			}
		}
		all[b.At] = names
	}
	return all
}
