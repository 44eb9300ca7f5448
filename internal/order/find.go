package order

import (
	"cmp"
	"fmt"
	"path"
	"slices"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Files are the files of a tree, by their paths with slashes.
type Files interface {
	// Read returns the text of a file.
	Read(path string) ([]byte, error)
	// IsDir reports whether the path is a directory.
	IsDir(path string) bool
}

// A Finding is an entry of images that finds nothing any more, or a list that does
// nothing.
type Finding struct {
	File string
	Line int
	// Found is what stands there.
	Found string
	// Sure says that another image is deployed. Where a part of the build cannot be read,
	// or where it depends on the version of Flux, one may be.
	Sure    bool
	Message string
}

// Find looks at the kustomizations among the files that are named, at the builds that
// Flux's and Argo CD's objects in them ask for, and at all that these lead to. The cache
// tells which entries give an image its name in it.
func Find(files Files, named []string, cache *image.Cache) []Finding {
	t := &tree{files: files, cache: cache, documents: map[string][]*document{}, functions: map[*document]*mover{}, told: map[string]bool{}}
	for _, file := range named {
		if isKustomization(file) {
			if k := t.kustomization(path.Dir(file)); k != nil && !k.isComponent() {
				t.build(k, nil)
			}
			continue
		}
		for _, d := range t.read(file) {
			for _, o := range overlaysOf(t, d) {
				t.buildOver(o)
			}
		}
	}
	slices.SortFunc(t.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Found, b.Found))
	})
	return t.findings
}

// A tree is what is read, and what was found in it.
type tree struct {
	files     Files
	cache     *image.Cache
	documents map[string][]*document
	functions map[*document]*mover // nil for one that moves nothing
	findings  []Finding
	told      map[string]bool
}

// build runs a kustomization that is built.
func (t *tree) build(k *kustomization, o *overlay) {
	b := &build{tree: t, root: k.file, open: map[string]bool{}}
	b.run(k, newState(), o)
}

// buildOver runs what an object builds. Of a directory without a kustomization Flux makes
// one, of all manifests that are there; those are not read here.
func (t *tree) buildOver(o *overlay) {
	if k := t.kustomization(o.dir); k != nil {
		t.build(k, o)
		return
	}
	empty := &document{file: o.dir, item: o.of.item, root: &yamlbytes.Node{Kind: yamlbytes.Mapping}}
	b := &build{tree: t, root: o.dir, open: map[string]bool{}}
	s := newState()
	s.unknown = true
	b.run(&kustomization{empty, o.dir}, s, o)
}

// tell notes a finding once, whatever builds it is in.
func (t *tree) tell(at place, sure bool, found, message string) {
	f := Finding{File: at.file, Line: at.line, Found: found, Sure: sure, Message: message}
	key := fmt.Sprint(f.File, ":", f.Line, " ", found)
	if !t.told[key] {
		t.told[key] = true
		t.findings = append(t.findings, f)
	}
}
