package tree

import (
	"path"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/filename"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
)

// A Reach is by which configurations' builds each file is read, where a repository has several
// configurations. The first keys are the paths of files, the second those of configurations.
type Reach map[string]map[string]bool

// ReachOf finds what the builds of every configuration read. governs gives the configuration of a
// file, empty for none: a kustomization without one is a part of the builds that use it, and
// nothing else. It may count a file as read that is not; it never leaves one out that is read
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
			if of := governs(path.Join(b.Dir, filename.Default)); of != "" {
				c = of
			}
		}
		if c != "" {
			r.build(b, c)
		}
	}
	return r.reach
}

// Foreign returns the files that builds of a configuration read, and that it does not govern, or
// that builds of others read as well; sorted.
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

// read notes that builds of a configuration read a file.
func (r *reaching) read(file, configuration string) {
	if r.reach[file] == nil {
		r.reach[file] = map[string]bool{}
	}
	r.reach[file][configuration] = true
}

// build notes all files that a build of the configuration c reads.
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

// kustomization notes the files that a kustomization reads: every text in it that is the path of a
// file, whatever its key is, and all that the kustomizations of directories read.
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

// file notes a file that a kustomization names and, where that is the configuration of a
// transformer or a generator, the files that it names. Their paths are relative to the
// kustomization.
func (r *reaching) file(k *Kustomization, file, c string) {
	r.read(file, c)
	if !strings.Contains(path.Ext(file), "y") { // neither .yaml nor .yml
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

// isFile reports whether a path is that of a file of the tree. It asks for the list of a directory
// once: nearly every text of a kustomization is no path.
func (r *reaching) isFile(file string) bool {
	dir := path.Dir(file)
	list, known := r.lists[dir]
	if !known {
		list = r.Files.List(dir)
		r.lists[dir] = list
	}
	return slices.Contains(list, file) && !r.Files.IsDir(file)
}
