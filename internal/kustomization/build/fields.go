package build

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// An ImageField is a field with what the simulation knows of it.
type ImageField struct {
	*manifest.Field
	// specs are the keys of the specs by which kustomize sees it, one a line, sorted.
	specs string
	// Unread is the part of the build that may have the image, for an image of no field that
	// is read; nil for one of a field.
	Unread *tree.Unread
}

// unreadField returns an image that a part which is not read may have.
func unreadField(text string, from *tree.Unread) *ImageField {
	return &ImageField{Field: &manifest.Field{Text: text}, Unread: from}
}

// addObjects adds objects with their images.
func (session *Session) addObjects(s *States, objects []manifest.Object) {
	for i := range objects {
		s.addObject(&objects[i])
		for _, f := range session.fieldsOf(&objects[i]) {
			s.add(session.stateOf(f), f)
		}
	}
}

// fieldsOf returns the fields of an object in which kustomize sees images.
func (session *Session) fieldsOf(o *manifest.Object) []*ImageField {
	all, known := session.fields[o]
	if !known {
		all = session.findFields(o)
		session.fields[o] = all
	}
	for _, f := range all {
		if !strings.Contains(f.specs, everywhere) {
			session.configuredFields[f.At()] = true
		}
	}
	return all
}

// findFields finds the fields of an object in which kustomize sees images; none in a
// CustomResourceDefinition, which kustomize leaves alone.
func (session *Session) findFields(o *manifest.Object) []*ImageField {
	if o.Kind.Kind == "CustomResourceDefinition" {
		return nil
	}
	var all []*ImageField
	session.find.search.Find(o.Kind, o.Root, func(p *fields.Place) {
		key := session.find.keys[p.Row]
		for _, f := range all {
			if f.Place.Name == p.Name {
				f.specs = withKey(f.specs, key)
				return
			}
		}
		kept := p.Keep()
		all = append(all, &ImageField{specs: key, Field: &manifest.Field{
			Document: o.Document, Object: o.Root, Kind: o.Kind, Place: kept, Path: o.Path(kept.Path()),
			Text: kept.Texts().String(),
		}})
	})
	return all
}

// withKey returns the keys with one more, unless it is there.
func withKey(keys, key string) string {
	all := strings.Split(keys, "\n")
	if slices.Contains(all, key) {
		return keys
	}
	all = append(all, key)
	slices.Sort(all)
	return strings.Join(all, "\n")
}
