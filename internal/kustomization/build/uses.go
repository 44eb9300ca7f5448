package build

import (
	"maps"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A use is what kustomize copies a text into: images, anything else, or both.
type use struct{ image, other bool }

// noteUse notes that a value is copied into images, or into something else.
func (s *Simulation) noteUse(v *tree.CopiedValue, image bool) {
	at := v.Document.PlaceOf(v.Path)
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

// noteReplacementUses notes what a replacement copies its source into.
func (s *Simulation) noteReplacementUses(r *tree.Replacement, out *States) {
	values, _ := s.sources(r, out)
	for i := range values {
		image := len(values) == 1 && r.Source.Delimiter == "" && s.mayMoveText(&values[i]) &&
			!slices.ContainsFunc(r.Targets, func(t tree.Selection) bool { return !s.isOnlyImages(&t, out) })
		s.noteUse(&values[i], image)
	}
}

// isOnlyImages reports whether a target selects whole fields, all of them images, and at least
// one: a field that is not there yet is not known to be an image.
func (s *Simulation) isOnlyImages(t *tree.Selection, out *States) bool {
	some := false
	for _, o := range out.objects {
		if !t.Chooses(o) {
			continue
		}
		images := s.imageNodes(o)
		for _, path := range t.Paths {
			for _, n := range manifest.ScalarsAt(o.Root, path.Keys) {
				if !images[n] {
					return false
				}
				some = true
			}
		}
	}
	return some && t.Delimiter == ""
}

// imageNodes returns the scalars of an object that are whole images: those that kustomize sees,
// and those of kinds that only we know.
func (session *Session) imageNodes(o *manifest.Object) map[*yamlbytes.Node]bool {
	nodes := map[*yamlbytes.Node]bool{}
	for _, f := range session.fieldsOf(o) {
		nodes[f.Place.Name] = true
	}
	if session.table == nil {
		found, err := fields.NewFinder(fields.Table()...)
		if err != nil { // a test holds that the table can be read
			panic(err)
		}
		session.table = found.NewSearch()
	}
	session.table.Find(o.Kind, o.Root, func(p *fields.Place) {
		if (p.Row.Form == fields.Reference || p.Row.Form == fields.Image) && !p.Row.Guess && p.Registry == nil && p.Tag == nil && p.Digest == nil {
			nodes[p.Name] = true
		}
	})
	return nodes
}

// replacesAnyImage reports whether a target is an image, also one that kustomize does not see.
func (s *Simulation) replacesAnyImage(r *tree.Replacement, out *States) bool {
	for i := range r.Targets {
		for _, o := range out.objects {
			if !r.Targets[i].Chooses(o) {
				continue
			}
			images := s.imageNodes(o)
			for _, path := range r.Targets[i].Paths {
				if slices.ContainsFunc(manifest.ScalarsAt(o.Root, path.Keys), func(n *yamlbytes.Node) bool { return images[n] }) {
					return true
				}
			}
		}
	}
	return false
}

// noteVariableUses notes what a var is copied into; mark is $(NAME). It is copied into images alone
// where every text that names it is an image, and rewriting the value rewrites that image: so for
// image: $(IMAGE), and not for image: $(HOST)/app where HOST is ghcr.io.
func (s *Simulation) noteVariableUses(mark string, values []tree.CopiedValue, out *States) {
	for i := range values {
		v := &values[i]
		image := len(values) == 1 && len(out.Unread) == 0 && s.mayMoveText(v)
		image = image && !slices.ContainsFunc(out.objects, func(o *manifest.Object) bool { return !s.namesOnlyImages(o, mark, v.Text) })
		s.noteUse(v, image)
	}
}

// namesOnlyImages reports whether every text of an object that names the var is such an image; text
// is the value of the var.
func (s *Simulation) namesOnlyImages(o *manifest.Object, mark, text string) bool {
	var images map[*yamlbytes.Node]bool
	only := true
	fields.EachScalar(o.Root, func(spot *fields.Spot) {
		if !strings.Contains(spot.Node.Value, mark) {
			return
		}
		if images == nil {
			images = s.imageNodes(o)
		}
		was := strings.ReplaceAll(spot.Node.Value, mark, text)
		is := strings.ReplaceAll(spot.Node.Value, mark, s.Rules.Name(text))
		only = only && images[spot.Node] && s.Rules.Name(was) == is
	})
	return only
}

// settleMoving decides which texts are rewritten, once all uses are known. Where that is not what
// the simulation began with, it must run again.
func (s *Simulation) settleMoving() {
	moving := map[manifest.Place]bool{}
	for at, u := range s.uses {
		if u.image && !u.other {
			moving[at] = true
		}
	}
	if !maps.Equal(moving, s.moving) {
		s.moving, s.Again = moving, true
	}
}
