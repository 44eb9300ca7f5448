package kustomization

import (
	"maps"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A use is what becomes of a text that kustomize copies.
type use struct{ image, other bool }

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
