package kustomization

import (
	"path"

	"github.com/amerintlxperts/ecrcache/internal/fields"
)

// Rules say what the rewriting does with images and files.
type Rules interface {
	// Name is what an image becomes where it may change; the same text where it does
	// not.
	Name(image string) string
	// InCache reports whether an image is in the cache.
	InCache(image string) bool
	// Image is what an image becomes in the field of a manifest, and whether it is ours
	// to change there at all.
	Image(f *Field) (after string, ours bool)
	// Fixed is why nothing in a document may change; empty when it may.
	Fixed(d *Document) string
	// Given reports whether a file may be written.
	Given(file string) bool
	// Shown is how a file is written in what the user reads.
	Shown(file string) string
	// InFull is an image with Docker Hub's host and library/, where they are left out.
	InFull(image string) string
	// Same reports whether two texts are one image: one of Docker Hub has several names.
	Same(a, b string) bool
	// Restores says that images go back to their upstreams.
	Restores() bool
	Movers
}

// A tree is what is read of the files.
type tree struct {
	files Files
	rules Rules
	read  map[string]parsed
	// targets are the kustomizations by their directories; nil for one that has none.
	targets map[string]*target
	order   []*target
	builds  []*build
	find    *finder

	origins    map[Place]*origin
	bareFields []bareField
	// configuredFields are those in which only a configuration has kustomize see images.
	configuredFields map[Place]bool
	// movedHere are the names of images that this run moves in manifests.
	movedHere map[string]bool
	// staying are fields that must stay as they are, with the reason.
	staying map[Place]string
	// copiedFrom are the texts that kustomize copies into images, and that stay.
	copiedFrom []Source
	// sourceRows are where those texts stand, uses what becomes of each, and moving those
	// that move.
	sourceRows   []fields.Row
	sourceSearch *fields.Search
	table        *fields.Search // of all kinds, once somebody asks
	uses         map[Place]*use
	moving       map[Place]bool

	// inFull are the short names that must not be written in the short way.
	inFull map[string]bool

	problems []Problem
	told     map[Problem]bool
}

// load reads the kustomization of a directory, and all that it names; nil for none.
func (t *tree) load(dir string) *target {
	if k, known := t.targets[dir]; known {
		return k
	}
	t.targets[dir] = nil
	if !t.files.IsDir(dir) {
		return nil
	}
	for _, name := range names {
		file := path.Join(dir, name)
		documents, err := t.documents(file)
		if err != nil || len(documents) == 0 {
			continue
		}
		k := t.readTarget(documents[0], file, dir)
		t.targets[dir] = k
		t.order = append(t.order, k)
		t.loadBelow(k)
		return k
	}
	return nil
}

// loadBelow reads the directories that a kustomization names.
func (t *tree) loadBelow(k *target) {
	for _, list := range [][]reference{k.resources, k.components} {
		for _, r := range list {
			if where := t.within(k.dir, r.text); t.files.IsDir(where) {
				if below := t.load(where); below != nil && below != k {
					below.named = true
				}
			}
		}
	}
}
