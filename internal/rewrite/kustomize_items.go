package rewrite

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// itemFiles are the files that the items of a ResourceList came from, by their path
// annotations. An item without one is in a directory of its own.
type itemFiles struct {
	items     []yamlbytes.Item
	documents map[string][]*manifest.Document
	order     []string
	sources   map[string]string
	// below are the paths of what is in a directory.
	below map[string][]string
	names map[string]bool // of the images in all items, once somebody asks
	// isBlock says that there are items before and behind these.
	isBlock bool
}

// KustomizedItems is the rewriter that knows what kustomizations among the items find in
// the others, as Kustomized is for files.
func (r *Rewriter) KustomizedItems(items []yamlbytes.Item) *Rewriter {
	if r.plan != nil || !slices.ContainsFunc(items, mayHaveEntries) {
		return r
	}
	return r.kustomizedItems(&itemFiles{items: items}, 0)
}

// planOfBlock is the plan for a block of a longer stream, of which the first item has the
// index. What a kustomization in it finds may stand in any other block.
func (r *Rewriter) planOfBlock(items []yamlbytes.Item, index int) *kustomization.Plan {
	if !slices.ContainsFunc(items, mayHaveEntries) {
		return &kustomization.Plan{}
	}
	return r.kustomizedItems(&itemFiles{items: items, isBlock: true}, index).plan
}

func (r *Rewriter) kustomizedItems(f *itemFiles, index int) *Rewriter {
	f.documents, f.sources, f.below = map[string][]*manifest.Document{}, map[string]string{}, map[string][]string{}
	items := f.items
	for i := range items {
		if raw := items[i].Raw(); !bytes.Contains(raw, []byte("config.kubernetes.io/path")) && !mayHaveEntries(items[i]) {
			continue
		}
		if root, err := items[i].Parse(); err == nil && root != nil {
			f.add(&items[i], index+i, root)
		}
	}
	return r.Kustomized(f, f.order, f.sources, func(file string) string { return file })
}

// mayHaveEntries reports whether an item may have entries by which kustomize finds images.
func mayHaveEntries(it yamlbytes.Item) bool {
	raw := it.Raw()
	return scan.HasMark(raw, entryMarks) && bytes.Contains(raw, []byte("image"))
}

// entryMarks are what stands in such an item.
var entryMarks = []scan.Marks{
	{Rare: 'z', Words: []string{"kustomiz", "Kustomiz"}},
	{Rare: 'T', Words: []string{"newTag", "ImageTagTransformer"}},
	{Rare: 'N', Words: []string{"newName"}},
	{Rare: 'R', Words: []string{"postRenderers"}},
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
		f.inDirectories(file)
	}
	f.documents[file] = append(f.documents[file], &manifest.Document{File: file, Index: o.file.Index, Item: it, Root: root})
}

// Read is not asked for: the files are read.
func (f *itemFiles) Read(file string) ([]byte, error) { return nil, missingItem(file) }

func missingItem(file string) error {
	return &fs.PathError{Op: "open", Path: file, Err: fmt.Errorf("no item came from it: %w", fs.ErrNotExist)}
}

// Documents are the items that came from a file.
func (f *itemFiles) Documents(file string) ([]*manifest.Document, error) {
	if documents := f.documents[file]; documents != nil {
		return documents, nil
	}
	return nil, missingItem(file)
}

// inDirectories notes a file in those above it.
func (f *itemFiles) inDirectories(file string) {
	for above := path.Dir(file); ; file, above = above, path.Dir(above) {
		first := f.below[above] == nil
		f.below[above] = append(f.below[above], file)
		if !first || above == path.Dir(above) {
			return
		}
	}
}

// IsDir reports whether an item came from a file below the path.
func (f *itemFiles) IsDir(dir string) bool { return f.below[dir] != nil }

// List are the paths of what is in a directory.
func (f *itemFiles) List(dir string) []string { return f.below[dir] }

// Beside are the names of the images that may be among what a kustomization without a path
// names.
func (f *itemFiles) Beside(file string) (names map[string]bool, anyName, unknown bool) {
	if f.sources[file] != "" {
		return nil, false, false
	}
	if f.isBlock {
		return nil, true, true
	}
	if f.names == nil {
		f.names = map[string]bool{}
		for i := range f.items {
			if root, err := f.items[i].Parse(); err == nil && root != nil && !mayHaveEntries(f.items[i]) {
				fields.EachScalar(root, func(s *fields.Spot) { f.names[imagetag.Name(s.Node.Value)] = true })
			}
		}
	}
	return f.names, false, true
}
