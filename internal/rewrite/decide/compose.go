package decide

import (
	"errors"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Change gives one scalar of a place its new text.
type Change struct {
	Node *yamlbytes.Node
	Text string
}

// errSpread is why a reference stays whose fields cannot be changed one by one.
var errSpread = errors.New("the fields, put together, would not be the new reference")

// Compose is what a decision changes in the fields of a place. Host and path change;
// no other byte does, but for a digest that goes.
func Compose(p *fields.Place, d *Decision) ([]Change, error) {
	held := p.Texts()
	is := held
	for _, e := range d.edits {
		is = editTexts(is, e)
	}
	if is.String() != d.Proposed {
		return nil, errSpread
	}
	var changes []Change
	set := func(n *yamlbytes.Node, was, is string) {
		if n != nil && was != is {
			changes = append(changes, Change{n, is})
		}
	}
	set(p.Digest, held.Digest, is.Digest)
	set(p.Tag, held.Tag, is.Tag)
	set(p.Registry, held.Registry, is.Registry)
	set(p.Name, p.Before+held.Name+p.After, before(p, d.Reference)+is.Name+p.After)
	return changes, nil
}

// before is what stands before the new reference. The form name=name says no more
// than name: Rewrite made it, and Restore takes it back.
func before(p *fields.Place, ref image.Reference) string {
	if p.Row.Form == fields.SetImage && p.Before == ref.Name()+"=" {
		return ""
	}
	return p.Before
}

// editTexts makes an edit of the reference in the fields that it is spread over. An
// edit that no field can take changes nothing.
func editTexts(t fields.Texts, e image.Edit) fields.Texts {
	name := t.NameStart()
	tag := name + len(t.Name) + len(":")
	if t.Tag == "" {
		tag--
	}
	switch {
	case e.New == "" && t.Digest != "" && e.Start == tag+len(t.Tag):
		t.Digest = ""
	case e.End <= tag+len(t.Tag) && e.Start >= tag && t.Tag != "":
		t.Tag = at(e, tag).Apply(t.Tag)
	case e.End > name+len(t.Name):
	case e.Start >= name:
		t.Name = at(e, name).Apply(t.Name)
	case e.End >= name:
		registry, path, _ := strings.Cut(e.New, "/")
		t.Registry = registry + t.Registry[len(strings.TrimSuffix(t.Registry, "/")):]
		t.Name = strings.TrimPrefix(path+t.Name[e.End-name:], "/")
	default:
		t.Registry = e.Apply(t.Registry)
	}
	return t
}

// at is an edit of the text that begins at an offset of the first one.
func at(e image.Edit, offset int) image.Edit {
	return image.Edit{Start: e.Start - offset, End: e.End - offset, New: e.New}
}

// DigestAlgorithm is what a repository field ends in when the field for the tag
// holds a digest's hex digits, @sha256; empty otherwise.
func DigestAlgorithm(repository string) string {
	if i := strings.LastIndexByte(repository, '@'); i >= 0 && !strings.Contains(repository[i:], ":") {
		return repository[i:]
	}
	return ""
}
