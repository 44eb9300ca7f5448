package build

import (
	"maps"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// A Session is a tree with all that simulations find out, because one simulation must know
// what the one before it found.
type Session struct {
	*tree.Tree
	// Patterns are the names of all entries.
	Patterns imagetag.Patterns
	// find finds the fields in which kustomize sees images.
	find *specFinder
	// fields are what it found, by the objects.
	fields map[*manifest.Object][]*ImageField
	// table finds the images of all kinds that we know, once it is needed.
	table *fields.Search

	// Staying are the fields that must stay as they are, with the reason.
	Staying map[manifest.Place]string
	// InFull are short names of Docker Hub's images that must not be restored in the short
	// way, because an entry would find them that did not before.
	InFull map[string]bool
	// Visible are the fields of foreign files in which kustomize sees images.
	Visible map[manifest.Place]bool
	// movedNames are the names of images that this run moves in manifests.
	movedNames map[string]bool

	// The next four are of the last simulation. Copied are the texts that kustomize copies
	// into images, and that the rewriting leaves.
	Copied []CopiedText
	// configuredFields are the fields in which kustomize sees images only because of a
	// configuration.
	configuredFields map[manifest.Place]bool
	origins          map[manifest.Place]*origin
	bareFields       []bareField

	// sourceRows find the texts that kustomize copies; uses is what each of them is copied
	// into, moving are those that are rewritten as images.
	sourceRows   []fields.Row
	sourceSearch *fields.Search
	uses         map[manifest.Place]*use
	moving       map[manifest.Place]bool
}

// NewSession prepares the simulations of a tree.
func NewSession(t *tree.Tree) *Session {
	s := &Session{Tree: t, Patterns: imagetag.Patterns{}, Staying: map[manifest.Place]string{}, movedNames: map[string]bool{}, InFull: map[string]bool{}, Visible: map[manifest.Place]bool{}, fields: map[*manifest.Object][]*ImageField{}}
	s.findSpecs()
	s.findSources()
	return s
}

// Placeholders returns the fields with a name without a registry that an entry replaces in every
// build, such as image: app in a base. The name is no image of Docker Hub then.
func (session *Session) Placeholders() []manifest.Place {
	var all []manifest.Place
	for _, f := range session.bareFields {
		if f.origin.isPlaceholder() {
			all = append(all, f.at)
		}
	}
	return all
}

// ConfiguredRows find the fields that kustomize sees as images because a configuration or a
// transformer says so, and the texts that it copies.
func (session *Session) ConfiguredRows() []fields.Row {
	return slices.Concat(session.find.rows[len(visible):], session.sourceRows)
}

// ConfiguredFields returns the fields that ConfiguredRows find and that are images.
func (session *Session) ConfiguredFields() map[manifest.Place]bool {
	all := maps.Clone(session.configuredFields)
	maps.Copy(all, session.moving)
	return all
}

// Renamed returns what an image becomes where it may change. When images go back, one of Docker
// Hub is written in the short way, unless InFull has its short name.
func (session *Session) Renamed(image string) string {
	name := session.Rules.Name(image)
	if name != image && session.InFull[imagetag.Name(name)] {
		return session.Rules.InFull(name)
	}
	return name
}
