package kustomize

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
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/hosts"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// itemFiles are the files that the items of a ResourceList came from, by their path annotations.
// An item without one counts as alone in a directory.
type itemFiles struct {
	items     []yamlbytes.Item
	documents map[string][]*manifest.Document
	order     []string
	sources   map[string]string
	// below are the paths of what is in a directory.
	below map[string][]string
	names map[string]bool // of the images in all items; nil until Beside needs them
	// isBlock says that there may be items before and after these.
	isBlock bool
}

// PlanItems plans the entries that kustomizations among the items of a whole stream have.
func PlanItems(r *decide.Rules, items []yamlbytes.Item) *kustomization.Plan {
	return (&itemFiles{items: items}).plan(r, 0)
}

// PlanBlock does the same for a block of a longer stream. index is the position of its first item.
// What a kustomization in it finds may be in any other block.
func PlanBlock(r *decide.Rules, items []yamlbytes.Item, index int) *kustomization.Plan {
	if !slices.ContainsFunc(items, MayHaveEntries) {
		return &kustomization.Plan{}
	}
	return (&itemFiles{items: items, isBlock: true}).plan(r, index)
}

func (f *itemFiles) plan(r *decide.Rules, index int) *kustomization.Plan {
	f.documents, f.sources, f.below = map[string][]*manifest.Document{}, map[string]string{}, map[string][]string{}
	items := f.items
	for i := range items {
		if raw := items[i].Raw(); !bytes.Contains(raw, []byte("config.kubernetes.io/path")) && !MayHaveEntries(items[i]) {
			continue
		}
		if root, err := items[i].Parse(); err == nil && root != nil {
			f.add(&items[i], index+i, root)
		}
	}
	return Plan(r, f, f.order, &Known{Sources: f.sources, Shown: func(file string) string { return file }})
}

// MayHaveEntries reports whether an item may have entries by which kustomize finds images.
func MayHaveEntries(it yamlbytes.Item) bool {
	raw := it.Raw()
	return scan.HasMark(raw, entryMarks) && bytes.Contains(raw, []byte("image")) || hosts.HasEscape(raw)
}

// entryMarks mark every such item without escapes.
var entryMarks = []scan.Marks{
	{Rare: 'z', Words: []string{"kustomiz", "Kustomiz"}},
	{Rare: 'T', Words: []string{"newTag", "ImageTagTransformer"}},
	{Rare: 'N', Words: []string{"newName"}},
	{Rare: 'R', Words: []string{"postRenderers"}},
}

func (f *itemFiles) add(it *yamlbytes.Item, index int, root *yamlbytes.Node) {
	o := object.New(&object.Text{}, it, root, index)
	file := path.Clean(o.File.Path)
	if o.File.Path == "" {
		file = fmt.Sprintf("(item %d)/item.yaml", index)
		if o.Kind.Group == object.KustomizeGroup {
			file = fmt.Sprintf("(item %d)/kustomization.yaml", index)
		}
	}
	if f.documents[file] == nil {
		f.order = append(f.order, file)
		f.sources[file] = o.File.Path
		f.inDirectories(file)
	}
	f.documents[file] = append(f.documents[file], &manifest.Document{File: file, Index: o.File.Index, Item: it, Root: root})
}

// Read always fails, because the items are the only files.
func (f *itemFiles) Read(file string) ([]byte, error) { return nil, missingItem(file) }

func missingItem(file string) error {
	return &fs.PathError{Op: "open", Path: file, Err: fmt.Errorf("no item came from it: %w", fs.ErrNotExist)}
}

// Documents returns the items that came from a file, and fails when there are none.
func (f *itemFiles) Documents(file string) ([]*manifest.Document, error) {
	if documents := f.documents[file]; documents != nil {
		return documents, nil
	}
	return nil, missingItem(file)
}

// inDirectories adds a file to the directories above it.
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

// List returns the paths of what is in a directory.
func (f *itemFiles) List(dir string) []string { return f.below[dir] }

// Beside returns the names of the images that a kustomization without a path may find. unknown says
// that it is such a kustomization, whose files are not known; anyName that it may find any name.
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
			if root, err := f.items[i].Parse(); err == nil && root != nil && !MayHaveEntries(f.items[i]) {
				fields.EachScalar(root, func(s *fields.Spot) { f.names[imagetag.Name(s.Node.Value)] = true })
			}
		}
	}
	return f.names, false, true
}

// MayListEntries reports whether an item may have a list of such entries, by the names that the
// lists have.
func MayListEntries(it *yamlbytes.Item) bool {
	raw := it.Raw()
	return bytes.Contains(raw, []byte("images")) || bytes.Contains(raw, []byte("imageTag"))
}
