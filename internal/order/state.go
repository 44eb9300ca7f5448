package order

import (
	"maps"
	"regexp"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
)

// A state is what a build holds at one point: images by their names, and which of them
// have their names in the cache already.
type state struct {
	// later are what brings and renames images. It is done when somebody asks: most builds
	// move nothing, and their manifests need not be read.
	later []func()
	names map[string]bool
	// moved says who gave an image that had this name its name in the cache.
	moved map[string]*mover
	// unknown says that a part of the build cannot be read. unsure are those that moved
	// images in it.
	unknown bool
	unsure  []*mover
}

func newState() *state { return &state{names: map[string]bool{}, moved: map[string]*mover{}} }

// A mover gives images their names in the cache.
type mover struct {
	at place
	// what it is, for the message.
	what string
	// covers reports whether it moves an image.
	covers func(name string) bool
	// remedy is what to do about it, where the kustomization that is built is named.
	remedy func(root string) string
}

// all are the names of the build's images.
func (s *state) all() map[string]bool {
	for len(s.later) > 0 {
		next := s.later[0]
		s.later = s.later[1:]
		next()
	}
	return s.names
}

// bring adds the images of documents, which are read when somebody asks.
func (s *state) bring(read func() []*document) {
	s.later = append(s.later, func() {
		documents := read()
		s.unknown = s.unknown || len(documents) == 0
		for _, d := range documents {
			for _, name := range d.names() {
				s.names[name] = true
			}
		}
	})
}

// move runs a mover.
func (s *state) move(m *mover) {
	for name := range s.all() {
		if m.covers(name) {
			delete(s.names, name)
			s.moved[name] = m
		}
	}
	if s.unknown {
		s.unsure = append(s.unsure, m)
	}
}

// rename gives the images that an entry finds their new name.
func (s *state) rename(e *entry) {
	s.later = append(s.later, func() {
		found := s.unknown
		for name := range s.names {
			if e.matches(name) {
				delete(s.names, name)
				found = true
			}
		}
		if found {
			s.names[e.newName] = true
		}
	})
}

// add puts what came out of a base to what is there.
func (s *state) add(below *state) {
	s.later = append(s.later, func() {
		maps.Copy(s.names, below.all())
		s.unknown = s.unknown || below.unknown
	})
	maps.Copy(s.moved, below.moved)
	s.unsure = append(s.unsure, below.unsure...)
}

// misses is who moved an image that an entry looks for, before the entry, and whether
// the image is certainly there.
func (s *state) misses(e *entry) (by *mover, sure bool) {
	for name, m := range s.moved {
		if e.matches(name) && (by == nil || m.at.before(by.at)) {
			by = m
		}
	}
	if by != nil {
		return by, true
	}
	for _, m := range s.unsure {
		if m.covers(e.plain()) {
			return m, false
		}
	}
	return nil, false
}

// An entry is one of kustomize's images, or what is as good as one.
type entry struct {
	at   place
	name string // a regular expression
	// newName, tag and digest are empty where it sets none.
	newName string
	version string // newTag, digest or tagSuffix
}

// plain is the name without what a regular expression needs.
func (e *entry) plain() string { return image.Renaming{Name: e.name}.Plain() }

// matches reports whether kustomize finds an image of a name by the entry
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/internal/image/image.go).
func (e *entry) matches(name string) bool {
	if e.name == name {
		return true
	}
	if !strings.ContainsAny(e.name, `\.*+?()[]|^$`) {
		return false
	}
	pattern, err := regexp.Compile("^(?:" + e.name + ")$")
	return err == nil && pattern.MatchString(name)
}

// sets reports whether the entry changes more than the name into that of the cache.
func (e *entry) sets(cache *image.Cache) bool {
	return e.version != "" || e.newName != "" && !e.caches(cache)
}

// caches reports whether the entry gives an image its name in the cache.
func (e *entry) caches(cache *image.Cache) bool {
	newName, ok := cached(cache, e.plain())
	return ok && newName == e.newName
}

// cached is the name in the cache of an image; none for one that no upstream has.
func cached(cache *image.Cache, name string) (string, bool) {
	ref, err := image.Parse(name)
	if err != nil {
		return "", false
	}
	moved, err := cache.Rewrite(ref)
	return moved.Name(), err == nil
}
