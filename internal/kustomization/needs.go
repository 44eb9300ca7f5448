package kustomization

import (
	"github.com/amerintlxperts/ecrcache/internal/kustomization/build"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// needs are what a group of entries must find and do after the rewriting.
type needs struct {
	// names are the names that the entries must find, in order.
	names  []string
	byName map[string]*need
}

// A need is what the images of one name need from the entries of a group.
type need struct {
	name string
	// becomes is the newName for each member of the group that must give one; empty for none.
	becomes map[*tree.Entry]string
	// yields says that only images of files that are not written need that newName: another
	// one that an image of a written file needs takes precedence over it.
	yields map[*tree.Entry]bool
	// dropped says that the digest goes (digests: Drop), for members that have one.
	dropped map[*tree.Entry]bool
	from    build.State // one image that needs it; the zero State where none is known
}

// needsOf returns the needs of a group.
func (s *solver) needsOf(g *tree.Group) *needs {
	n := s.needs[g]
	if n == nil {
		n = &needs{byName: map[string]*need{}}
		s.needs[g] = n
	}
	return n
}

// need returns the need of images of a name, made where it is not there; from is one such image.
func (n *needs) need(name string, from build.State) *need {
	one := n.byName[name]
	if one == nil {
		one = &need{name: name, from: from, becomes: map[*tree.Entry]string{}, yields: map[*tree.Entry]bool{}, dropped: map[*tree.Entry]bool{}}
		n.byName[name] = one
		n.names = append(n.names, name)
	}
	return one
}
