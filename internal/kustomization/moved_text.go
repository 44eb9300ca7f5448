package kustomization

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
)

// A text that kustomize copies into images moves when that is certain: it is a whole image,
// nothing but images is made of it, and nobody else reads it. That is sourceValue of a
// replacement, and a field of an object that is not deployed, because it has the annotation
// config.kubernetes.io/local-config. What a cluster gets, such as a ConfigMap's data or an
// annotation, an application may read.

// localConfig is the annotation of objects that kustomize leaves out of what it builds.
const localConfig = "config.kubernetes.io/local-config"

// findSources prepares the search for the fields that replacements and vars copy from.
func (t *tree) findSources() {
	t.sourceRows = nil
	add := func(row fields.Row) {
		row.User = true
		if row.Path != "" && fields.CheckPath(row.Path) == nil && !slices.Contains(t.sourceRows, row) {
			t.sourceRows = append(t.sourceRows, row)
		}
	}
	for _, k := range t.order {
		all := k.allReplacements()
		for i := range all {
			r := &all[i]
			if r.value != nil {
				add(fields.Row{Path: "replacements[]/sourceValue"})
				add(fields.Row{Path: "sourceValue"})
				continue
			}
			add(fields.Row{Kind: r.source.kind, Path: rowPath(r.source.paths[0].keys)})
		}
		for _, v := range k.variables {
			add(fields.Row{Kind: v.source.kind, Path: rowPath(v.source.paths[0].keys)})
		}
	}
	if len(t.sourceRows) == 0 {
		return
	}
	found, err := fields.NewFinder(t.sourceRows)
	if err != nil { // the paths were checked
		panic(err)
	}
	t.sourceSearch = found.NewSearch()
}

// rowPath are keys as the path of a row.
func rowPath(keys []string) string {
	escaped := make([]string, len(keys))
	for i, key := range keys {
		escaped[i] = strings.ReplaceAll(key, "/", `\/`)
	}
	return strings.Join(escaped, "/")
}

// field is the field that a value stands in; nil where it is not found as one.
func (t *tree) field(v *value) *Field {
	var found *Field
	t.sourceSearch.Find(v.object.kind, v.object.root, func(p *fields.Place) {
		if p.Name == v.node {
			kept := p.Keep()
			found = &Field{
				Document: v.document, Object: v.object.root, Kind: v.object.kind,
				Place: kept, Path: v.object.path(kept.Path()), Text: v.text,
			}
		}
	})
	return found
}

// mayMoveText reports whether a value is a whole image that the rewriting may move, and
// that nobody reads but kustomize.
func (t *tree) mayMoveText(v *value) bool {
	if !v.only && v.object.root.Text("metadata", "annotations", localConfig) != "true" || !t.rules.Given(v.document.File) {
		return false
	}
	f := t.field(v)
	if f == nil {
		return false
	}
	after, ours := t.rules.Image(f)
	return ours && after != v.text && after == t.rules.Name(v.text)
}
