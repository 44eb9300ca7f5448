package tree

import (
	"strconv"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// An Entry is one image that a kustomization, an object of Flux or Argo CD, or an
// ImageTagTransformer changes.
type Entry struct {
	imagetag.Image
	Document *manifest.Document
	At       manifest.Place
	Line     int
	// IsWord says that the entry is written as an argument of kustomize edit set image, as in
	// Argo CD's objects.
	IsWord bool
	// Alone says that no entry can be added beside it, because it is that of an
	// ImageTagTransformer.
	Alone bool
	// In is InComponent or InTransformer, where it may give images their names in the cache
	// while a build runs; empty elsewhere.
	In string
	// Added says that the entry is not in its file yet: the plan adds it, if it is needed.
	Added bool
	// Filled says that images go back, and the entry is taken out: it was added to an object of Flux.
	Filled bool
	// Fixed says that the entry must not change.
	Fixed bool
	// NewNameLast says that newName is the last key of the entry, where a rewriting adds it.
	// Only such a newName is taken out again when images go back.
	NewNameLast bool
	// List are the entries of its list; none for that of a transformer.
	List []*Entry

	// The solver decides the rest. Kept is the reason why the newName stays when images go
	// back to their upstreams; Copied says that a rewriting added the entry as a copy of the
	// one before it.
	Kept   string
	Copied bool
	Group  *Group
}

// A Group holds the entries that kustomize sees as one: an entry of a kustomization, and
// those of Flux and Argo CD over it that have the same name.
type Group struct {
	Members []*Entry
	// Keeps says that the entries leave images of files that are not written as they are,
	// because an image that must not change has the same name.
	Keeps bool
}

// Join adds the members of another group.
func (g *Group) Join(other *Group) {
	if g == other {
		return
	}
	for _, e := range other.Members {
		e.Group = g
	}
	g.Members = append(g.Members, other.Members...)
}

// readEntries reads a list of entries, which is at the path.
func (t *Tree) readEntries(d *manifest.Document, list *yamlbytes.Node, path string) []*Entry {
	if list == nil {
		return nil
	}
	var all []*Entry
	for i, n := range list.Items {
		if e := t.readEntry(d, n, path+"["+strconv.Itoa(i)+"]"); e != nil {
			all = append(all, e)
		}
	}
	for _, e := range all {
		e.List = all
	}
	return all
}

// readEntry reads one entry of images: a map, or an argument of kustomize edit set image; nil
// for anything else.
func (t *Tree) readEntry(d *manifest.Document, n *yamlbytes.Node, path string) *Entry {
	e := &Entry{Document: d, At: d.PlaceOf(path), Line: d.LineOf(n), Fixed: t.Rules.Fixed(d) != "", NewNameLast: isLast(n)}
	switch n.Kind {
	case yamlbytes.Scalar:
		e.IsWord, e.Image = true, imagetag.ParseWord(n.Value)
	case yamlbytes.Mapping:
		e.Image = imagetag.Image{Name: n.Text("name"), NewName: n.Text("newName"), TagSuffix: n.Text("tagSuffix"), NewTag: n.Text("newTag"), Digest: n.Text("digest")}
	default:
		return nil
	}
	if e.Name == "" {
		severity := finding.Error
		if _, items := t.Files.(manifest.DocumentFiles); items {
			severity = finding.Warning // a function goes on with what it is given
		}
		t.Problems.Add(severity, problem.Nameless, e.At, e.Line, "",
			"the entry of images has no name, so kustomize finds nothing by it; give it the name in the manifests")
		return nil
	}
	e.Filled = !e.Fixed && !e.IsWord && t.Rules.Given(d.File) && t.Rules.Filled(d, n)
	e.Group = &Group{Members: []*Entry{e}}
	return e
}

// isLast reports whether newName is the last key of an entry, which is where a rewriting adds
// it; true for an entry without keys.
func isLast(n *yamlbytes.Node) bool {
	return n.Kind != yamlbytes.Mapping || len(n.Pairs) > 0 && n.Pairs[len(n.Pairs)-1].Key.Value == "newName"
}
