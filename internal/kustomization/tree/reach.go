package tree

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/filename"
)

// A Reach is by which configurations' builds each file is read, where a repository has several
// configurations. It knows configurations by the names that governs of ReachOf gives.
type Reach struct {
	readers map[string]map[string]bool // of each file, by its path
	files   map[string][]string        // of each configuration, in the order in which they were found
	// concerned are the configurations whose runs must know a file of kustomizations or builds, by
	// its path. The empty name stands for all of them.
	concerned map[string]map[string]bool
}

// ReachOf finds what the builds of every configuration read, in a tree that was read for all of
// them. governs gives the configuration of a file, empty for none: a kustomization without one is a
// part of the builds that use it, and nothing else. It may count a file as read that is not; it
// never leaves one out that is read by a path in a kustomization.
func ReachOf(all *Tree, governs func(file string) string) *Reach {
	reach := &Reach{readers: map[string]map[string]bool{}, files: map[string][]string{}, concerned: map[string]map[string]bool{}}
	r := &reaching{Tree: all, lists: map[string][]string{}}
	for _, k := range r.Order {
		r.note = reach.noteOf(governs(k.File), k.File, governs)
		r.kustomization(k, map[*Kustomization]bool{})
	}
	for _, b := range r.Builds {
		c := governs(b.At.File)
		reach.concern(b.At.File, c) // also where it builds for another one: the object stays
		if b.Dir != "" {
			if of := governs(path.Join(b.Dir, filename.Default)); of != "" {
				c = of
			}
		}
		r.note = reach.noteOf(c, b.At.File, governs)
		r.build(b)
		if c == "" && len(b.Unread) > 0 {
			reach.concernAll(b.At.File) // nobody knows which files it reads
		}
	}
	return reach
}

// noteOf returns what notes the files that a build reads, whose file is at, for the configuration c. A
// build without one concerns those whose files it reads.
func (r *Reach) noteOf(c, at string, governs func(file string) string) func(file string) {
	if c == "" {
		return func(file string) { r.concern(at, governs(file)) }
	}
	r.concern(at, c)
	return func(file string) {
		if add(r.readers, file, c) {
			r.files[c] = append(r.files[c], file)
		}
	}
}

// concern notes that the run of a configuration must know a file; nothing where there is none.
func (r *Reach) concern(file, configuration string) {
	if configuration != "" {
		add(r.concerned, file, configuration)
	}
}

// concernAll notes that all must know it.
func (r *Reach) concernAll(file string) { add(r.concerned, file, "") }

// add adds a name to those of a file, and reports whether it is new.
func add(to map[string]map[string]bool, file, name string) bool {
	if to[file] == nil {
		to[file] = map[string]bool{}
	}
	isNew := !to[file][name]
	to[file][name] = true
	return isNew
}

// Concerned returns the configurations whose runs must know a file that holds a kustomization or a
// build: that of the build, and where it has none those whose files it reads. The empty name stands for
// all configurations.
func (r *Reach) Concerned(file string) []string { return slices.Sorted(maps.Keys(r.concerned[file])) }

// Foreign returns the files that builds of a configuration read, and that it does not govern, or
// that builds of others read as well; sorted.
func (r *Reach) Foreign(configuration string, governs func(file string) string) []string {
	var all []string
	for _, file := range r.files[configuration] {
		if governs(file) != configuration || len(r.readers[file]) > 1 {
			all = append(all, file)
		}
	}
	slices.Sort(all)
	return all
}

// Readers returns the configurations whose builds read a file, sorted.
func (r *Reach) Readers(file string) []string { return slices.Sorted(maps.Keys(r.readers[file])) }

// Shared reports whether builds of another configuration than its own read a file.
func (r *Reach) Shared(file, own string) bool {
	by := r.readers[file]
	return len(by) > 1 || len(by) == 1 && !by[own]
}

// A reaching is the search of ReachOf. It calls note with every file that a build reads.
type reaching struct {
	*Tree
	note  func(file string)
	lists map[string][]string // what is in a directory
}

// build notes all files that a build reads.
func (r *reaching) build(b *Build) {
	seen := map[*Kustomization]bool{}
	bases := slices.Clone(b.Bases)
	for _, dir := range append([]string{"."}, b.Components...) {
		bases = append(bases, r.Kustomizations[r.Within(b.Dir, dir)])
	}
	for _, k := range bases {
		if k != nil {
			r.kustomization(k, seen)
		}
	}
	for _, file := range b.Manifests {
		r.note(file)
	}
	for _, p := range b.Patches {
		for _, o := range p.Objects {
			if o.Document.File != b.At.File { // else it is written in the object itself
				r.note(o.Document.File)
			}
		}
	}
}

// kustomization notes the files that a kustomization reads: every text in it that is the path of a
// file, whatever its key is, and all that the kustomizations of directories read.
func (r *reaching) kustomization(k *Kustomization, seen map[*Kustomization]bool) {
	if seen[k] {
		return
	}
	seen[k] = true
	r.note(k.File)
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
			r.kustomization(below, seen)
		} else if r.isFile(where) {
			r.file(k, where)
		}
	})
}

// file notes a file that a kustomization names and, where that is the configuration of a
// transformer or a generator, the files that it names. Their paths are relative to the
// kustomization.
func (r *reaching) file(k *Kustomization, file string) {
	r.note(file)
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
				r.note(where)
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
