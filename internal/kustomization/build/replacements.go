package build

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// replace follows replacements. A field of which a part is copied or replaced by its position
// must stay, as the parts of a name in the cache are others: index 1 of ghcr.io/o/a is o, and of
// CACHE/ghcr/o/a ghcr. What is copied into an image is an image.
func (s *Simulation) replace(all []tree.Replacement, out *States) {
	for i := range all {
		r := &all[i]
		s.keepByPosition(r, out)
		s.noteReplacementUses(r, out)
		if s.replacesImage(r, out) {
			s.addCopied(r, out)
		} else if s.replacesAnyImage(r, out) {
			values, _ := s.sources(r, out)
			s.noteCopied(r, values)
		}
	}
}

// keepByPosition keeps the fields of which a replacement copies or replaces a part by its position.
func (s *Simulation) keepByPosition(r *tree.Replacement, out *States) {
	counting := []*tree.Selection{&r.Source}
	for i := range r.Targets {
		counting = append(counting, &r.Targets[i])
	}
	counting = slices.DeleteFunc(counting, func(one *tree.Selection) bool { return !one.CountsParts() })
	if len(counting) == 0 {
		return
	}
	for _, o := range out.objects {
		for _, f := range s.fieldsOf(o) {
			if slices.ContainsFunc(counting, func(one *tree.Selection) bool { return one.HasField(f.Field) }) {
				s.keepField(f, problem.ByPosition)
			}
		}
	}
}

// replacesImage reports whether a target is a field, or a part of one, in which kustomize sees
// an image.
func (s *Simulation) replacesImage(r *tree.Replacement, out *States) bool {
	return slices.ContainsFunc(out.objects, func(o *manifest.Object) bool {
		return slices.ContainsFunc(s.fieldsOf(o), func(f *ImageField) bool {
			return slices.ContainsFunc(r.Targets, func(t tree.Selection) bool { return t.HasField(f.Field) })
		})
	})
}

// addCopied adds what a replacement copies into images. A source that is no image field is
// certainly rewritten only if settleMoving says so. Else it may be or not, so both images are
// added.
func (s *Simulation) addCopied(r *tree.Replacement, out *States) {
	values, images := s.sources(r, out)
	if len(values) == 0 && !images {
		out.addUnread(r.At)
	}
	s.noteCopied(r, values)
	for _, v := range values {
		from := unreadField(v.Text, &r.At)
		if !s.moving[v.Document.PlaceOf(v.Path)] {
			out.add(State{Text: v.Text, Mode: ModeOutside, specs: inWorkloads}, from)
		}
		out.add(State{Text: v.Text, specs: inWorkloads}, from)
	}
}

// sources returns the values that a replacement copies from; none where they are not found. images
// says that some are image fields, which are not among the values: they are images of the build
// already, and change with their field.
func (s *Simulation) sources(r *tree.Replacement, out *States) (all []tree.CopiedValue, images bool) {
	if r.Value != nil {
		return []tree.CopiedValue{*r.Value}, false
	}
	var others []*manifest.Object
	for _, o := range out.objects {
		switch {
		case !r.Source.Chooses(o):
		case slices.ContainsFunc(s.fieldsOf(o), func(f *ImageField) bool { return r.Source.HasField(f.Field) }):
			images = true
		default:
			others = append(others, o)
		}
	}
	return r.Source.Values(others), images
}

// keepField notes that a field must stay as it is. Where that is new, the simulation must run
// again.
func (s *Simulation) keepField(f *ImageField, reason string) {
	if s.Staying[f.At()] == "" {
		s.Staying[f.At()] = reason
		s.Again = true
	}
}
