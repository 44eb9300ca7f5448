package rewrite

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// changeAs writes a decision, on an entry of images as the plan has it.
func (s *session) changeAs(at *occurrence, d *decision, entry *kustomization.Decision) error {
	if entry != nil {
		return s.kustomize.changeEntry(at, entry)
	}
	return s.change(at, d)
}

// change writes a decision into the fields of its place: all of them, or none
// when one cannot be replaced where it stands.
func (s *session) change(at *occurrence, d *decision) error {
	edits, err := fluxSourceEdits(s.rules, at)
	if err != nil {
		return err
	}
	changes, err := compose(at.place, d)
	if err != nil {
		return err
	}
	values := at.object.text.scalars.values
	for i, c := range changes {
		e, err := s.replace(at, c)
		if err != nil {
			for _, undone := range changes[:i] {
				delete(values, undone.node)
			}
			return err
		}
		edits = append(edits, e...)
	}
	at.object.edit(edits...)
	return nil
}

// replace gives one scalar its new text, no edit when it has it already.
func (s *session) replace(at *occurrence, c change) ([]yamlbytes.Edit, error) {
	p, it, values := at.place, at.object.item, at.object.text.scalars.values
	if c.node == p.Name && s.rules.restore && p.Row.Form == fields.KustomizeImage && p.Parent.Text("name") == c.text && it.Comment(c.node) == "" {
		// The entry says nothing more than its name: Rewrite added it, and it adds
		// no comment.
		if e, err := it.RemoveEntry(p.Parent, "newName"); err == nil {
			return []yamlbytes.Edit{e}, nil
		}
	}
	if p.Missing != "" && c.node == p.Name {
		e, err := it.AddBehind(p.Parent, c.node, p.Missing, c.text)
		return []yamlbytes.Edit{e}, err
	}
	if text, done := values[c.node]; done {
		if text != c.text {
			return nil, fmt.Errorf("the value is shared by an anchor and would have to become %q and %q", text, c.text)
		}
		return nil, nil
	}
	e, err := it.Replace(c.node, c.text)
	if err != nil {
		return nil, err
	}
	values[c.node] = c.text
	return []yamlbytes.Edit{e}, nil
}
