package kustomization

import (
	"fmt"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// A Plan says what must not be rewritten by itself.
type Plan struct {
	// Entries are what becomes of the entries of images, by their places.
	Entries map[Place]*Decision
	// Stay are the fields that stay as they are, with the reason.
	Stay map[Place]string
	// Fields are those in which kustomize sees an image because it is configured to, by
	// the rows of Specs.
	Fields   map[Place]bool
	Specs    []fields.Row
	Problems []Problem
	// Copied are texts that kustomize copies into images, and that would have to change
	// as images do.
	Copied []Source
	// InFull are the short names of Docker Hub's images that must not be restored in the
	// short way.
	InFull map[string]bool
	// Late are the entries that kustomize applies too late, as the files stand.
	Late []Late
}

// Renamed is the plan with other paths for its files.
func (p *Plan) Renamed(name func(file string) string) *Plan {
	renamed := &Plan{Entries: map[Place]*Decision{}, Stay: map[Place]string{}, Fields: map[Place]bool{}, Specs: p.Specs, InFull: p.InFull}
	as := func(at Place) Place { at.File = name(at.File); return at }
	for at, d := range p.Entries {
		renamed.Entries[as(at)] = d
	}
	for at, reason := range p.Stay {
		renamed.Stay[as(at)] = reason
	}
	for at := range p.Fields {
		renamed.Fields[as(at)] = true
	}
	for _, problem := range p.Problems {
		renamed.Problems = append(renamed.Problems, problem.at(as(problem.place())))
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

// The reasons of what stays, which are those of results.
const (
	// Placeholder: an entry gives the image another name in every build.
	Placeholder = "placeholder"
	// ByPosition: a replacement copies or replaces a part of the name by its position,
	// which is another in the cache.
	ByPosition = "by-position"
	// SuffixTwice: an entry with a tagSuffix would find the image again under the name that
	// it gives, and add the suffix once more.
	SuffixTwice = "suffix-twice"
	// WasInCache: an entry's newName was in the cache before manifests moved there.
	WasInCache = "was-in-cache"
	// Shared: an image that may not change gets its name in the cache by the entry, too.
	Shared = "shared"
)

// Read reads the kustomizations among the files, and the objects of Flux and Argo CD, and
// plans how the rules are kept in every build. The files are those that hold one; what
// they name is read from where they name it.
func Read(files Files, candidates []string, rules Rules) *Plan {
	t := &tree{files: files, rules: rules, read: map[string]parsed{}, targets: map[string]*target{}, staying: map[Place]string{}, movedHere: map[string]bool{}, told: map[Problem]bool{}, inFull: map[string]bool{}}
	for _, file := range candidates {
		t.candidate(file)
	}
	return t.plan()
}

func (t *tree) plan() *Plan {
	t.findSpecs()
	late := t.lateEntries()
	for _, l := range late {
		if l.entry != nil {
			l.entry.isLate = l.Sure
		}
	}
	s, decisions := t.solved()
	s.checkGiven(decisions)
	p := &Plan{Entries: map[Place]*Decision{}, Stay: map[Place]string{}, Fields: map[Place]bool{}, InFull: t.inFull}
	for _, e := range s.entries() {
		if !e.fixed {
			p.Entries[e.at] = decisions[e]
		}
	}
	for at, reason := range t.staying {
		p.Stay[at] = reason
	}
	for _, f := range t.bareFields {
		if f.origin.isPlaceholder() {
			p.Stay[f.at] = Placeholder
		}
	}
	p.Specs = slices.Concat(t.find.rows[len(visible):], t.sourceRows)
	p.Fields = t.configuredFields
	for at := range t.moving {
		p.Fields[at] = true
	}
	p.Problems = t.problems
	p.Copied = t.copiedFrom
	p.Late = renaming(append(late, s.apart()...), decisions)
	return p
}

// settled simulates until it is known which fields must stay.
func (t *tree) settled() *simulation {
	for {
		if s := t.simulate(); !s.again {
			return s
		}
	}
}

// checkGiven tells of entries in files that were not given and would have to change.
func (s *simulation) checkGiven(decisions map[*entry]*Decision) {
	for _, e := range s.entries() {
		d := decisions[e]
		if e.fixed || s.rules.Given(e.at.File) || !d.Changed() || e.group.bad {
			continue
		}
		e.group.bad = true
		s.problem(finding.Error, NotGiven, e.at, e.line, e.Name,
			fmt.Sprintf("the entry finds images that this run would rewrite, and would find them no more; "+
				"give %s to the command too", s.rules.Shown(e.at.File)))
	}
}

// findSpecs collects the field specs of all kustomizations.
func (t *tree) findSpecs() {
	known, order := map[string]spec{}, []string{}
	add := func(specs []spec) {
		for _, s := range specs {
			if _, there := known[s.key()]; !there {
				known[s.key()] = s
				order = append(order, s.key())
			}
		}
	}
	for _, k := range t.order {
		add(k.specs)
		for _, tr := range k.transformers {
			add(tr.specs)
		}
	}
	t.find = newFinder(known, order)
	t.findSources()
}
