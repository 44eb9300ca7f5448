package target

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/filename"
	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
	"go.yaml.in/yaml/v3"
)

// Inputs are what a target reads: files of the tree, and addresses outside of it.
type Inputs struct {
	Files  []string
	Remote []string
}

// An InputFinder finds what targets read. It does not know the fields of kustomizations:
// every text in one that is the path of something in the tree counts, so it may find too much. It
// remembers what it found, and may be used by several goroutines.
type InputFinder struct {
	tree  *tree.Tree
	mutex sync.Mutex
	known map[string]Inputs // what one kustomization names, without what that names, by directory
}

// NewInputFinder returns a finder for the targets of a tree.
func NewInputFinder(t *tree.Tree) *InputFinder {
	return &InputFinder{tree: t, known: map[string]Inputs{}}
}

// Of returns what a target reads, sorted.
func (f *InputFinder) Of(t *Target) Inputs {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	var all Inputs
	seen := map[string]bool{}
	all.add(t.File)
	all.Files = append(all.Files, t.Values...)
	switch {
	case t.Kind == OfHelm || t.Overlay != nil && t.Overlay.generate:
		f.below(t.Dir, &all, seen)
	case t.Unbuildable == "":
		f.follow(t.Dir, &all, seen)
	}
	if t.Overlay != nil {
		for _, c := range t.Overlay.components {
			if dir, inside := tree.Local(t.Dir, c); inside {
				f.follow(dir, &all, seen)
			}
		}
	}
	slices.Sort(all.Files)
	all.Files = slices.Compact(all.Files)
	return all
}

func (a *Inputs) add(files ...string) { a.Files = append(a.Files, files...) }

// below adds all files below a directory, and follows the kustomizations there.
func (f *InputFinder) below(dir string, all *Inputs, seen map[string]bool) {
	_ = filepath.WalkDir(f.tree.Path(dir), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // what cannot be read names nothing
		}
		if rel, err := filepath.Rel(f.tree.Dir, name); err == nil {
			rel = filepath.ToSlash(rel)
			all.add(rel)
			if filename.IsKustomization(rel) {
				f.follow(path.Dir(rel), all, seen)
			}
		}
		return nil
	})
}

// follow adds the kustomization of a directory, what it names, what that names, and so on.
func (f *InputFinder) follow(dir string, all *Inputs, seen map[string]bool) {
	if seen[dir] {
		return
	}
	seen[dir] = true
	direct, known := f.known[dir]
	if !known {
		direct = f.named(dir)
		f.known[dir] = direct
	}
	all.Remote = append(all.Remote, direct.Remote...)
	for _, name := range direct.Files {
		if f.tree.IsDir(name) {
			f.follow(name, all, seen)
			continue
		}
		all.add(name)
	}
}

// named returns what the kustomization of a directory names, without what that names.
func (f *InputFinder) named(dir string) Inputs {
	var all Inputs
	file := f.tree.Kustomization(dir)
	if file == "" {
		return all
	}
	all.add(file)
	text, err := os.ReadFile(f.tree.Path(file))
	if err != nil {
		return all
	}
	var root yaml.Node
	if yaml.Unmarshal(text, &root) != nil {
		return all
	}
	eachScalar(&root, func(n *yaml.Node) {
		if n.Value == "" || len(n.Value) > longestPath || strings.ContainsAny(n.Value, "\n") {
			return
		}
		if isRemote(n.Value) {
			all.Remote = append(all.Remote, n.Value)
			return
		}
		// A path, or KEY=PATH in a generator.
		for _, name := range []string{n.Value, n.Value[strings.IndexByte(n.Value, '=')+1:]} {
			if rel, inside := tree.Local(dir, name); inside && rel != dir && (f.tree.IsFile(rel) || f.tree.IsDir(rel)) {
				all.add(rel)
				return
			}
		}
	})
	return all
}

// longestPath is the most bytes that a path has on any system; a longer text is none.
const longestPath = 4096

// isRemote reports whether a text is an address that kustomize would fetch.
func isRemote(text string) bool {
	return strings.Contains(text, "://") || strings.HasPrefix(text, "git@") ||
		strings.HasPrefix(text, "github.com/") || strings.Contains(text, "?ref=")
}

func eachScalar(n *yaml.Node, visit func(*yaml.Node)) {
	if n.Kind == yaml.ScalarNode {
		visit(n)
	}
	for _, child := range n.Content {
		eachScalar(child, visit)
	}
}
