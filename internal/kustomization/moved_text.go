package kustomization

import (
	"maps"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A text that kustomize copies into images moves when that is certain: it is a whole image,
// nothing but images is made of it, and nobody else reads it. That is sourceValue of a
// replacement, and a field of an object that is not deployed, because it has the annotation
// config.kubernetes.io/local-config. What a cluster gets, such as a ConfigMap's data or an
// annotation, an application may read.

// A use is what becomes of a text that kustomize copies.
type use struct{ image, other bool }

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
		for i := range k.replacements {
			r := &k.replacements[i]
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

// used notes what becomes of a value.
func (s *simulation) used(v *value, image bool) {
	at := v.document.place(v.path)
	u := s.uses[at]
	if u == nil {
		u = &use{}
		s.uses[at] = u
	}
	if image {
		u.image = true
	} else {
		u.other = true
	}
}

// usedBy notes what becomes of what a replacement copies.
func (s *simulation) usedBy(r *replacement, out *states) {
	values, _ := s.sources(r, out)
	for i := range values {
		image := len(values) == 1 && r.source.delimiter == "" && s.mayMoveText(&values[i]) &&
			!slices.ContainsFunc(r.targets, func(t selected) bool { return !s.isOnlyImages(&t, out) })
		s.used(&values[i], image)
	}
}

// isOnlyImages reports whether all fields that a target selects are images, whole. There
// must be some: what is not there yet is not known.
func (s *simulation) isOnlyImages(t *selected, out *states) bool {
	some := false
	for i := range out.objects {
		o := &out.objects[i]
		if !t.chooses(o) {
			continue
		}
		images := s.imageNodes(o)
		for _, path := range t.paths {
			for _, n := range nodesAt(o.root, path.keys) {
				if !images[n] {
					return false
				}
				some = true
			}
		}
	}
	return some && t.delimiter == ""
}

// imageNodes are the scalars of an object that are images as a whole: those that kustomize
// sees, and those of kinds that it does not know.
func (t *tree) imageNodes(o *object) map[*yamlbytes.Node]bool {
	nodes := map[*yamlbytes.Node]bool{}
	for _, f := range t.fieldsOf(o) {
		nodes[f.Place.Name] = true
	}
	if t.table == nil {
		found, err := fields.NewFinder(fields.Table()...)
		if err != nil { // a test holds that the table can be read
			panic(err)
		}
		t.table = found.NewSearch()
	}
	t.table.Find(o.kind, o.root, func(p *fields.Place) {
		if (p.Row.Form == fields.Reference || p.Row.Form == fields.Image) && !p.Row.Guess && p.Registry == nil && p.Tag == nil && p.Digest == nil {
			nodes[p.Name] = true
		}
	})
	return nodes
}

// replacesAny reports whether a target is an image of any kind, whole or its name.
func (s *simulation) replacesAny(r *replacement, out *states) bool {
	for i := range r.targets {
		for j := range out.objects {
			o := &out.objects[j]
			if !r.targets[i].chooses(o) {
				continue
			}
			images := s.imageNodes(o)
			for _, path := range r.targets[i].paths {
				if slices.ContainsFunc(nodesAt(o.root, path.keys), func(n *yamlbytes.Node) bool { return images[n] }) {
					return true
				}
			}
		}
	}
	return false
}

// usedAs notes what becomes of the value of a var: every text that names it must be an
// image which moves as the value does.
func (s *simulation) usedAs(mark string, values []value, out *states) {
	for i := range values {
		v := &values[i]
		image := len(values) == 1 && len(out.unread) == 0 && s.mayMoveText(v)
		for j := range out.objects {
			if !image {
				break
			}
			image = s.namesOnlyImages(&out.objects[j], mark, v.text)
		}
		s.used(v, image)
	}
}

// namesOnlyImages reports whether every text of an object that names a var is an image.
func (s *simulation) namesOnlyImages(o *object, mark, text string) bool {
	var images map[*yamlbytes.Node]bool
	only := true
	fields.EachScalar(o.root, func(spot *fields.Spot) {
		if !strings.Contains(spot.Node.Value, mark) {
			return
		}
		if images == nil {
			images = s.imageNodes(o)
		}
		was := strings.ReplaceAll(spot.Node.Value, mark, text)
		is := strings.ReplaceAll(spot.Node.Value, mark, s.rules.Name(text))
		only = only && images[spot.Node] && s.rules.Name(was) == is
	})
	return only
}

// settleMoving decides which texts move, when all uses are known.
func (s *simulation) settleMoving() {
	moving := map[Place]bool{}
	for at, u := range s.uses {
		if u.image && !u.other {
			moving[at] = true
		}
	}
	if !maps.Equal(moving, s.moving) {
		s.moving, s.again = moving, true
	}
}
