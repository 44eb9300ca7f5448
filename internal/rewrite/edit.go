package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/flux"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// changeAs writes a decision. An entry of kustomize's images becomes what the plan says.
func (s *session) changeAs(at *object.Occurrence, d *decide.Decision, entry *kustomization.Decision) error {
	if fixed := at.Object.Text.Fixed; fixed != nil {
		return fixed
	}
	if entry != nil {
		return s.kustomize.Change(at, entry)
	}
	return s.change(at, d)
}

// change writes a decision into the fields that hold the reference. It fails, and changes
// none of them, when one cannot be replaced.
func (s *session) change(at *object.Occurrence, d *decide.Decision) error {
	edits, err := flux.SourceEdits(s.rules, at)
	if err != nil {
		return err
	}
	changes, err := decide.Compose(at.Place, d)
	if err != nil {
		return err
	}
	values := at.Object.Text.Scalars.NewTexts
	for i, c := range changes {
		e, err := s.replace(at, c)
		if err != nil {
			for _, undone := range changes[:i] {
				delete(values, undone.Node)
			}
			return err
		}
		edits = append(edits, e...)
	}
	at.Object.Edit(edits...)
	return nil
}

// replace returns the edits that give one scalar its new text: none where it got that text in
// another field, which an alias gives the same scalar. It fails where it got another one there.
func (s *session) replace(at *object.Occurrence, c decide.Change) ([]yamlbytes.Edit, error) {
	p, it, values := at.Place, at.Object.Item, at.Object.Text.Scalars.NewTexts
	if c.Node == p.Name && s.rules.Restore && p.Row.Form == fields.KustomizeImage && p.Parent.Text("name") == c.Text {
		// newName says no more than name, and has no comment: an earlier run added it.
		if e, ok := it.RemoveBare(p.Parent, "newName"); ok {
			return []yamlbytes.Edit{e}, nil
		}
	}
	if p.Missing != "" && c.Node == p.Name {
		if err := at.Object.Text.Scalars.Settle(c.Node, c.Node.Value); err != nil {
			return nil, err
		}
		e, err := it.AddBehind(p.Parent, c.Node, p.Missing, c.Text)
		return []yamlbytes.Edit{e}, err
	}
	if err := at.Object.Text.Scalars.Settle(c.Node, c.Text); err != nil {
		return nil, err
	}
	if _, done := values[c.Node]; done {
		return nil, nil
	}
	e, err := it.Replace(c.Node, c.Text)
	if err != nil {
		return nil, err
	}
	values[c.Node] = c.Text
	return []yamlbytes.Edit{e}, nil
}
