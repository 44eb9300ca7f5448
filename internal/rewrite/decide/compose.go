package decide

import (
	"errors"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Change is the new text of one scalar.
type Change struct {
	Node *yamlbytes.Node
	Text string
}

// errSpread is why a reference that is spread over several fields cannot change.
var errSpread = errors.New("the fields, put together, would not be the new reference")

// Compose returns what a decision changes in the scalars that hold a reference, which may be
// spread over registry, repository, tag and digest. Registry and path change, and a digest
// may go; no other byte does. It fails when the scalars together would not be the new
// reference.
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

// before returns the text before the new reference. A word name=newName whose newName is the name
// again says no more than name: a rewriting made it of name, and a restore makes it name again.
func before(p *fields.Place, ref image.Reference) string {
	if p.Row.Form == fields.SetImage && p.Before == ref.Name()+"=" {
		return ""
	}
	return p.Before
}

// editTexts makes an edit on the whole reference in the text that it falls into. An edit over
// several texts changes nothing, unless it is on registry and name: where docker.io/ becomes
// CACHE/docker-hub/library/, the registry docker.io becomes CACHE, and the name nginx
// docker-hub/library/nginx.
func editTexts(t fields.Texts, e image.Edit) fields.Texts {
	name := t.NameStart()
	tag := name + len(t.Name) + len(":")
	if t.Tag == "" {
		tag-- // nor a colon before it
	}
	switch {
	case e.New == "" && t.Digest != "" && e.Start == tag+len(t.Tag): // drops the digest
		t.Digest = ""
	case e.End <= tag+len(t.Tag) && e.Start >= tag && t.Tag != "":
		t.Tag = at(e, tag).Apply(t.Tag)
	case e.End > name+len(t.Name): // over several texts
	case e.Start >= name:
		t.Name = at(e, name).Apply(t.Name)
	case e.End >= name: // on registry and name
		registry, path, _ := strings.Cut(e.New, "/")
		t.Registry = registry + t.Registry[len(strings.TrimSuffix(t.Registry, "/")):]
		t.Name = strings.TrimPrefix(path+t.Name[e.End-name:], "/")
	default:
		t.Registry = e.Apply(t.Registry)
	}
	return t
}

// at turns an edit on the whole reference into one on the text that begins at an offset of it.
func at(e image.Edit, offset int) image.Edit {
	return image.Edit{Start: e.Start - offset, End: e.End - offset, New: e.New}
}

// DigestAlgorithm returns the end of a repository field that says that the tag field holds
// the hex digits of a digest, such as @sha256; empty for any other repository.
func DigestAlgorithm(repository string) string {
	if i := strings.LastIndexByte(repository, '@'); i >= 0 && !strings.Contains(repository[i:], ":") {
		return repository[i:]
	}
	return ""
}
