package verify

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A reach is what a target reads: files of the tree, and addresses outside of it.
type reach struct {
	files  []string
	remote []string
}

// A reacher finds what kustomizations read. It need not know their fields: every text
// in a kustomization that is the path of something in the tree counts.
type reacher struct {
	tree  *tree
	known map[string]reach // what one kustomization names itself, by directory
}

// of is what a target reads.
func (r *reacher) of(t *target) reach {
	var all reach
	seen := map[string]bool{}
	all.add(t.file)
	all.files = append(all.files, t.values...)
	switch {
	case t.kind == OfHelm || t.overlay != nil && t.overlay.generate:
		r.below(t.dir, &all, seen)
	case t.unbuildable == "":
		r.follow(t.dir, &all, seen)
	}
	if t.overlay != nil {
		for _, c := range t.overlay.components {
			if dir, inside := local(t.dir, c); inside {
				r.follow(dir, &all, seen)
			}
		}
	}
	slices.Sort(all.files)
	all.files = slices.Compact(all.files)
	return all
}

func (a *reach) add(files ...string) { a.files = append(a.files, files...) }

// below takes all files of a directory, and follows the kustomizations there.
func (r *reacher) below(dir string, all *reach, seen map[string]bool) {
	_ = filepath.WalkDir(r.tree.path(dir), func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // what cannot be read names nothing
		}
		if rel, err := filepath.Rel(r.tree.dir, file); err == nil {
			rel = filepath.ToSlash(rel)
			all.add(rel)
			if isKustomizationName(path.Base(rel)) {
				r.follow(path.Dir(rel), all, seen)
			}
		}
		return nil
	})
}

// follow takes the kustomization of a directory, what it names, and so on.
func (r *reacher) follow(dir string, all *reach, seen map[string]bool) {
	if seen[dir] {
		return
	}
	seen[dir] = true
	direct, known := r.known[dir]
	if !known {
		direct = r.named(dir)
		r.known[dir] = direct
	}
	all.remote = append(all.remote, direct.remote...)
	for _, name := range direct.files {
		if r.tree.isDir(name) {
			r.follow(name, all, seen)
			continue
		}
		all.add(name)
	}
}

// named is what the kustomization of a directory names itself.
func (r *reacher) named(dir string) reach {
	var all reach
	file := r.tree.kustomization(dir)
	if file == "" {
		return all
	}
	all.add(file)
	text, err := os.ReadFile(r.tree.path(file))
	if err != nil {
		return all
	}
	var root yaml.Node
	if yaml.Unmarshal(text, &root) != nil {
		return all
	}
	eachScalar(&root, func(n *yaml.Node) {
		if n.Value == "" || len(n.Value) > 4096 || strings.ContainsAny(n.Value, "\n") {
			return
		}
		if isRemote(n.Value) {
			all.remote = append(all.remote, n.Value)
			return
		}
		for _, name := range []string{n.Value, n.Value[strings.IndexByte(n.Value, '=')+1:]} {
			if rel, inside := local(dir, name); inside && rel != dir && (r.tree.isFile(rel) || r.tree.isDir(rel)) {
				all.add(rel)
				return
			}
		}
	})
	return all
}

// isRemote reports whether a text is an address, as kustomize takes it for a base.
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

// A Position is a line of a file of the user's tree.
type Position struct {
	File string
	Line int // from 1; 0 for the whole file
}

// where lists the lines of files in which one of the names stands.
func (r *reacher) where(files, names []string) []Position {
	var all []Position
	for _, file := range files {
		text, err := os.ReadFile(r.tree.path(file))
		if err != nil || bytes.IndexByte(text, 0) >= 0 {
			continue
		}
		line := 0
		for l := range bytes.Lines(text) {
			line++
			if slices.ContainsFunc(names, func(name string) bool { return holdsName(string(l), name) }) {
				all = append(all, Position{file, line})
			}
		}
	}
	return all
}

// holdsName reports whether a name of an image stands in a text, and not only as a part
// of a longer name. A name without a slash is looked for where an image can be.
func holdsName(text, name string) bool {
	if name == "" || !strings.Contains(name, "/") && !strings.Contains(text, "mage") && !strings.Contains(strings.ToLower(text), "name:") {
		return false
	}
	for at := 0; ; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return false
		}
		start, end := at+i, at+i+len(name)
		if (start == 0 || !isOfName(text[start-1])) && (end == len(text) || !isOfName(text[end])) {
			return true
		}
		at = end
	}
}

// isOfName reports whether a byte beside a name makes it a longer one.
func isOfName(b byte) bool {
	return b == '-' || b == '_' || b == '.' || b == '/' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}
