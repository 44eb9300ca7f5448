package tree

import (
	"path"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
)

// A Reach is which configurations' builds read each file, where a repository has several
// configurations: the files by their paths, then the configurations.
type Reach map[string]map[string]bool

// ReachOf finds what the builds of every configuration read. governs is the configuration of a
// file, empty for none: a kustomization without one is a part of the builds that use it, and
// nothing else. It may take a file for read that is not; it never leaves one out that is read
// by a path in a kustomization.
func ReachOf(files manifest.Files, candidates []string, rules Rules, governs func(file string) string) Reach {
	r := &reaching{Tree: Read(files, candidates, rules), reach: Reach{}, lists: map[string][]string{}}
	for _, k := range r.Order {
		if c := governs(k.File); c != "" {
			r.kustomization(k, c, map[*Kustomization]bool{})
		}
	}
	for _, b := range r.Builds {
		c := governs(b.At.File)
		if b.Dir != "" {
			if of := governs(path.Join(b.Dir, manifest.KustomizationNames()[0])); of != "" {
				c = of
			}
		}
		if c != "" {
			r.build(b, c)
		}
	}
	return r.reach
}

// Foreign are the files that builds of a configuration read, and that it does not govern, or not
// alone.
func (r Reach) Foreign(configuration string, governs func(file string) string) []string {
	var all []string
	for file, by := range r {
		if by[configuration] && (governs(file) != configuration || len(by) > 1) {
			all = append(all, file)
		}
	}
	slices.Sort(all)
	return all
}

// Shared reports whether builds of another configuration than its own read a file.
func (r Reach) Shared(file, own string) bool {
	by := r[file]
	return len(by) > 1 || len(by) == 1 && !by[own]
}

// A reaching is the search of ReachOf.
type reaching struct {
	*Tree
	reach Reach
	lists map[string][]string // what is in a directory
}

func (r *reaching) read(file, configuration string) {
	if r.reach[file] == nil {
		r.reach[file] = map[string]bool{}
	}
	r.reach[file][configuration] = true
}

func (r *reaching) build(b *Build, c string) {
	seen := map[*Kustomization]bool{}
	bases := slices.Clone(b.Bases)
	for _, dir := range append([]string{"."}, b.Components...) {
		bases = append(bases, r.Kustomizations[r.Within(b.Dir, dir)])
	}
	for _, k := range bases {
		if k != nil {
			r.kustomization(k, c, seen)
		}
	}
	for _, file := range b.Manifests {
		r.read(file, c)
	}
	for _, p := range b.Patches {
		for _, o := range p.Objects {
			if o.Document.File != b.At.File { // else it is written in the object itself
				r.read(o.Document.File, c)
			}
		}
	}
}

// kustomization takes every text of a kustomization that is the path of a file, whatever its
// key is, and the kustomizations of directories with all that those read.
func (r *reaching) kustomization(k *Kustomization, c string, seen map[*Kustomization]bool) {
	if seen[k] {
		return
	}
	seen[k] = true
	r.read(k.File, c)
	fields.EachScalar(k.Document.Root, func(s *fields.Spot) {
		text := s.Node.Value
		if _, after, found := strings.Cut(text, "="); found { // KEY=FILE of a generator
			text = after
		}
		if text == "" || strings.Contains(text, "\n") {
			return
		}
		where := r.Within(k.Dir, text)
		if below := r.Kustomizations[where]; below != nil {
			r.kustomization(below, c, seen)
		} else if r.isFile(where) {
			r.file(k, where, c)
		}
	})
}

// file takes a file that a kustomization names. The paths in a transformer or a generator are
// relative to the kustomization.
func (r *reaching) file(k *Kustomization, file, c string) {
	r.read(file, c)
	if !strings.Contains(path.Ext(file), "y") {
		return
	}
	documents, err := r.Documents(file)
	if err != nil {
		return
	}
	for _, d := range documents {
		kind := d.Root.Text("kind")
		if !strings.HasSuffix(kind, "Transformer") && !strings.HasSuffix(kind, "Generator") {
			continue
		}
		fields.EachScalar(d.Root, func(s *fields.Spot) {
			if where := r.Within(k.Dir, s.Node.Value); s.Node.Value != "" && r.isFile(where) {
				r.read(where, c)
			}
		})
	}
}

func (r *reaching) isFile(file string) bool {
	dir := path.Dir(file)
	list, known := r.lists[dir]
	if !known {
		list = r.Files.List(dir)
		r.lists[dir] = list
	}
	return slices.Contains(list, file) && !r.Files.IsDir(file)
}
