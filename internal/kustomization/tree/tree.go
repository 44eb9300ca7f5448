package tree

import (
	"path"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/filename"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Tree is all that was read, and what was found wrong with it.
type Tree struct {
	*manifest.Reader
	Rules Rules
	// Kustomizations are those that were read, by their directories; nil for a directory
	// that has none. Order has the same in the order in which they were read.
	Kustomizations map[string]*Kustomization
	Order          []*Kustomization
	// Builds are what Flux and Argo CD build.
	Builds []*Build
	// OfOthers are the objects of Flux and Argo CD whose builds are for other configurations:
	// their runs plan for them.
	OfOthers []manifest.Place
	// Problems are those of reading, to which the later steps add theirs.
	Problems *problem.List
	// suffixes are every nameSuffix that kustomizations and builds add to the names of objects.
	suffixes map[string]bool
}

// Read reads the candidates, files that may be a kustomization or hold objects of Flux or
// Argo CD, with all that they name. What cannot be read is a problem, or an [Unread] part.
func Read(files manifest.Files, candidates []string, rules Rules) *Tree {
	t := &Tree{Reader: manifest.NewReader(files), Rules: rules, Kustomizations: map[string]*Kustomization{}, Problems: problem.NewList(rules.Given), suffixes: map[string]bool{}}
	for _, file := range candidates {
		t.candidate(file)
	}
	return t
}

// load returns the kustomization of a directory, which it reads with all that it names the first
// time; nil where there is none.
func (t *Tree) load(dir string) *Kustomization {
	if k, known := t.Kustomizations[dir]; known {
		return k
	}
	t.Kustomizations[dir] = nil // also while it is read: it may lead to itself
	if !t.Files.IsDir(dir) {
		return nil
	}
	for _, name := range filename.All() {
		file := path.Join(dir, name)
		documents, err := t.Documents(file)
		if err != nil || len(documents) == 0 {
			continue
		}
		k := t.readKustomization(documents[0], file, dir)
		t.Kustomizations[dir] = k
		t.Order = append(t.Order, k)
		t.loadBelow(k)
		return k
	}
	return nil
}

// loadBelow reads the kustomizations of the directories that a kustomization names.
func (t *Tree) loadBelow(k *Kustomization) {
	for _, list := range [][]Reference{k.Resources, k.Components} {
		for _, r := range list {
			if where := t.Within(k.Dir, r.Text); t.Files.IsDir(where) {
				if below := t.load(where); below != nil && below != k {
					below.IsUsed = true
				}
			}
		}
	}
}

// addSuffix notes the nameSuffix of a kustomization, or of what adds to one.
func (t *Tree) addSuffix(n *yamlbytes.Node) {
	if suffix := n.Text("nameSuffix"); suffix != "" {
		t.suffixes[suffix] = true
	}
}

// Entries returns all entries of the tree, those of one list in their order.
func (t *Tree) Entries() []*Entry {
	var all []*Entry
	for _, k := range t.Order {
		all = append(all, k.Entries...)
		for _, tr := range k.Transformers {
			if tr.Entry != nil {
				all = append(all, tr.Entry)
			}
		}
	}
	for _, b := range t.Builds {
		all = append(all, b.Entries...)
	}
	return all
}
