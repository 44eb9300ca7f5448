package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/flux"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/pass"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Setter is a setter comment of Flux after a value.
type Setter = flux.Setter

// OnlySetters returns a rewriter that writes the setter comments of Flux, whether the configuration
// asks for them or not, and changes nothing else: no reference moves. The configuration has spec.flux
// with a namespace.
func (r *Rewriter) OnlySetters() *Rewriter {
	only, config := *r, *r.rules.Config
	section := *config.Spec.Flux
	section.Markers = true
	config.Spec.Flux = &section
	only.rules.Config = &config
	only.settersOnly, only.readAll = true, true
	return &only
}

// addSetterPasses makes the passes of a run that only writes setter comments.
func (s *session) addSetterPasses() {
	s.passes = []pass.Pass{
		pass.NewSeenImages(s.report),
		flux.NewExisting(s.rules, s.report, s.rewriter.existing).Keeping(),
		flux.NewSetterComments(s.rules, s.report, s.rewriter.policies),
	}
	s.unused = pass.NewUnusedFields(s.report, s.rewriter.finder)
}

// stays makes of a decision that would change a reference one that leaves it.
func stays(d *decide.Decision) {
	if d.Kind == decide.Changed {
		d.Kind = decide.Unchanged
	}
	d.Findings = nil
}

// Setters returns the setter comments of Flux in a source, and the edits that remove those for which
// drop is true. It fails with a *finding.Finding when an item cannot be read.
func Setters(source Source, drop func(*Setter) bool) ([]Setter, []yamlbytes.Edit, error) {
	text := object.NewText(source.Path, func(string) bool { return false }, &object.LateTexts{})
	var all []Setter
	var edits []yamlbytes.Edit
	for i := range source.Items {
		root, err := source.Items[i].Parse()
		if err != nil {
			return nil, nil, err
		}
		if root == nil {
			continue
		}
		found, removed := flux.Setters(object.New(text, &source.Items[i], root, i), drop)
		all, edits = append(all, found...), append(edits, removed...)
	}
	return all, edits, nil
}
