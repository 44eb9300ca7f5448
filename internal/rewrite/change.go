package rewrite

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// change writes a decision into the fields of its place: all of them, or none
// when one cannot be replaced where it stands.
func (r *run) change(it *yamlbytes.Item, o *object, p *fields.Place, d *decision) error {
	edits, err := r.sourceEdits(it, o, p)
	if err != nil {
		return err
	}
	changes, err := compose(p, d)
	if err != nil {
		return err
	}
	for _, c := range changes {
		e, err := r.edit(it, p, c)
		if err != nil {
			return err
		}
		edits = append(edits, e...)
	}
	r.edits = append(r.edits, edits...)
	return nil
}

// edit gives one scalar its new text, none when it has it already.
func (r *run) edit(it *yamlbytes.Item, p *fields.Place, c change) ([]yamlbytes.Edit, error) {
	if c.node == p.Name && r.restore && p.Row.Form == fields.KustomizeImage && p.Parent.Text("name") == c.text && it.Comment(c.node) == "" {
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
	if text, done := r.state.values[c.node]; done {
		if text != c.text {
			return nil, fmt.Errorf("the value is shared by an anchor and would have to become %q and %q", text, c.text)
		}
		return nil, nil
	}
	e, err := it.Replace(c.node, c.text)
	if err != nil {
		return nil, err
	}
	r.state.values[c.node] = c.text
	return []yamlbytes.Edit{e}, nil
}
