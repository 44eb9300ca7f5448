package rewrite

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// itemFiles are the files that the items of a ResourceList came from, by their path
// annotations. An item without one is in a directory of its own.
type itemFiles struct {
	documents map[string][]*kustomization.Document
	order     []string
	sources   map[string]string
}

// marks are what stands in an item that may be a kustomization, or build one.
var marks = [][]byte{[]byte("kustomiz"), []byte("Kustomiz"), []byte("newTag"), []byte("newName"), []byte("argoproj.io"), []byte("HelmRelease")}

// kustomizedItems is the rewriter that knows what kustomizations among the items find in
// the others.
func (r *Rewriter) kustomizedItems(items []yamlbytes.Item) *Rewriter {
	if r.plan != nil || !slices.ContainsFunc(items, func(it yamlbytes.Item) bool {
		return slices.ContainsFunc(marks, func(m []byte) bool { return bytes.Contains(it.Raw(), m) })
	}) {
		return r
	}
	f := &itemFiles{documents: map[string][]*kustomization.Document{}, sources: map[string]string{}}
	for i := range items {
		if root, err := items[i].Parse(); err == nil && root != nil {
			f.add(&items[i], i, root)
		}
	}
	return r.Kustomized(f, f.order, f.sources, func(file string) string { return file })
}

func (f *itemFiles) add(it *yamlbytes.Item, index int, root *yamlbytes.Node) {
	o := newObject(&text{}, it, root, index)
	file := path.Clean(o.file.Path)
	if o.file.Path == "" {
		file = fmt.Sprintf("(item %d)/item.yaml", index)
		if o.kind.Group == kustomizeGroup {
			file = fmt.Sprintf("(item %d)/kustomization.yaml", index)
		}
	}
	if f.documents[file] == nil {
		f.order = append(f.order, file)
		f.sources[file] = o.file.Path
	}
	f.documents[file] = append(f.documents[file], &kustomization.Document{File: file, Index: o.file.Index, Item: it, Root: root})
}

// Read is not asked for: the files are read.
func (f *itemFiles) Read(file string) ([]byte, error) { return nil, missingItem(file) }

func missingItem(file string) error {
	return &fs.PathError{Op: "open", Path: file, Err: fmt.Errorf("no item came from it: %w", fs.ErrNotExist)}
}

// Documents are the items that came from a file.
func (f *itemFiles) Documents(file string) ([]*kustomization.Document, error) {
	if documents := f.documents[file]; documents != nil {
		return documents, nil
	}
	return nil, missingItem(file)
}

// IsDir reports whether an item came from a file below the path.
func (f *itemFiles) IsDir(dir string) bool {
	return slices.ContainsFunc(f.order, func(file string) bool { return dir == "." || strings.HasPrefix(file, dir+"/") })
}

// List are the paths of what is in a directory.
func (f *itemFiles) List(dir string) []string {
	var all []string
	for _, file := range f.order {
		if rest, below := strings.CutPrefix(file, dir+"/"); below || dir == "." {
			if dir == "." {
				rest = file
			}
			name, _, _ := strings.Cut(rest, "/")
			all = append(all, path.Join(dir, name))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Beside are the texts of the items that may be what a kustomization without a path names.
func (f *itemFiles) Beside(file string) []string {
	if f.sources[file] != "" {
		return nil
	}
	var all []string
	for other, documents := range f.documents {
		for _, d := range documents {
			if other != file {
				fields.EachScalar(d.Root, func(s *fields.Spot) { all = append(all, s.Node.Value) })
			}
		}
	}
	return all
}
