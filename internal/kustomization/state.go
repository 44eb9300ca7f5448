package kustomization

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Field is a field of a manifest or a patch in which kustomize sees an image.
type Field struct {
	Document *Document
	// Object is the object it stands in, Kind its kind as far as that is known.
	Object *yamlbytes.Node
	Kind   fields.ObjectKind
	Place  *fields.Place
	// Path is its path in the document.
	Path string
	Text string
	// specs are the keys of the specs by which kustomize sees it, a line each.
	specs string
	// unread is where the image may come from, when it stands in no field that we read.
	unread *unread
}

// At is the field's place in its file.
func (f *Field) At() Place { return f.Document.place(f.Path) }

// Line is its line in the file.
func (f *Field) Line() int { return f.Document.line(f.Place.Name) }

// A mode says what the rewriting does with an image.
type mode uint8

const (
	moves   mode = iota // it becomes what the rules make of its name
	fixed               // it is never ours to change
	outside             // it stands in a file that was not given; what an entry makes of it is ours
	stays               // it was in the cache before images moved there, until an entry gives it another name
)

// A state is one image text on its way through a build, and all that matters of it: of
// the fields that hold the same, one is enough.
type state struct {
	text string
	mode mode
	// bare is where a name without a registry comes from, as long as no entry gave it
	// another.
	bare  *origin
	specs string
	// was is what the image was before it got its name in the cache from by; of those that
	// a build moves itself, while late entries are looked for.
	was string
	by  *mover
}

// An origin is a bare name in a file: a placeholder, when an entry replaces it on every
// way to every build.
type origin struct{ renamed, exposed bool }

func (o *origin) isPlaceholder() bool { return o != nil && o.renamed && !o.exposed }

// after is what the image is once the files are rewritten.
func (t *tree) after(s state) string {
	if s.mode != moves || s.bare.isPlaceholder() {
		return s.text
	}
	return t.renamed(s.text)
}

// states are the images that reach a point of a build, each once, with a field that has
// it.
type states struct {
	all     []state
	fields  map[state]*Field
	objects []object
	// variables are the vars of all kustomizations below.
	variables []variable
	// unread is what else may reach it, specs the field specs that are configured.
	unread []unread
	specs  map[string]bool
	// unsure are the movers of images that may come from there.
	unsure []*mover
}

func newStates() *states {
	return &states{fields: map[state]*Field{}, specs: map[string]bool{everywhere: true, configured: true}}
}

func (s *states) add(one state, from *Field) {
	if _, known := s.fields[one]; !known {
		s.fields[one] = from
		s.all = append(s.all, one)
	}
}

// merge adds what came out of another build.
func (s *states) merge(other *states) {
	for _, one := range other.all {
		s.add(one, other.fields[one])
	}
	s.objects = append(s.objects, other.objects...)
	s.variables = append(s.variables, other.variables...)
	s.unread = append(s.unread, other.unread...)
	s.unsure = append(s.unsure, other.unsure...)
	for key := range other.specs {
		s.specs[key] = true
	}
}

// addObjects adds the images in objects.
func (t *tree) addObjects(s *states, objects []object) {
	s.objects = append(s.objects, objects...)
	for i := range objects {
		for _, f := range t.fieldsOf(&objects[i]) {
			s.add(t.stateOf(f), f)
		}
	}
}

// fieldsOf are the image fields of an object. kustomize leaves definitions alone.
func (t *tree) fieldsOf(o *object) []*Field {
	if o.kind.Kind == "CustomResourceDefinition" {
		return nil
	}
	var all []*Field
	t.find.search.Find(o.kind, o.root, func(p *fields.Place) {
		key := t.find.keys[p.Row]
		for _, f := range all {
			if f.Place.Name == p.Name {
				f.specs = withKey(f.specs, key)
				return
			}
		}
		kept := p.Keep()
		all = append(all, &Field{
			Document: o.document, Object: o.root, Kind: o.kind, Place: kept, Path: o.path(kept.Path()),
			Text: kept.Texts().String(), specs: key,
		})
	})
	for _, f := range all {
		if !strings.Contains(f.specs, everywhere) {
			t.configuredFields[f.At()] = true
		}
	}
	return all
}

// withKey adds a key to keys, once.
func withKey(keys, key string) string {
	all := strings.Split(keys, "\n")
	if slices.Contains(all, key) {
		return keys
	}
	all = append(all, key)
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// stateOf is the image of a field before any entry sees it.
func (t *tree) stateOf(f *Field) state {
	s := state{text: f.Text, specs: f.specs}
	after, ours := t.rules.Image(f)
	same := t.renamed(f.Text) == f.Text
	switch {
	case !ours:
		s.mode = fixed
	case t.staying[f.At()] == ByPosition:
		s.mode = fixed // a name that an entry gives would have its parts counted, too
	case t.staying[f.At()] != "" && !same:
		s.mode = outside
	case same:
	case !t.rules.Given(f.Document.File):
		s.mode = outside
	case after == f.Text:
		s.mode = fixed
	default:
		t.movedHere[nameOf(f.Text)] = true
	}
	if s.mode == moves && !same && isBare(f.Text) {
		s.bare = t.origin(f)
	}
	return s
}

func (t *tree) origin(f *Field) *origin {
	at := Place{File: f.Document.File, Path: f.Text}
	o := t.origins[at]
	if o == nil {
		o = &origin{}
		t.origins[at] = o
	}
	t.bareFields = append(t.bareFields, bareField{f.At(), o})
	return o
}

type bareField struct {
	at     Place
	origin *origin
}

// canRename reports whether an entry that keeps its name can give a new one. By a regular
// expression it would give one name to many; and beside a new name it would add its
// suffix once, and twice without.
func (m *matcher) canRename() bool {
	return m.NewName != "" || !m.suffixes() && !isPattern(m.Name)
}

// step is what a slot makes of an image that it finds. kustomize looks at a field once for
// each of the specs that lead to it, and changes it again where it finds it again. A name
// that was in the cache before anything moved stays there.
func (t *tree) step(s state, m *matcher, times int, st *stage, o slot) state {
	s.text = m.again(s.text, times)
	switch namer := st.namer(o); {
	case namer.kept != "" || namer.copied:
		s.mode = stays
	case s.mode == outside && t.given(st, o) && m.canRename(), s.mode == stays && m.NewName != "":
		s.mode = moves
	}
	if s.bare != nil && m.NewName != "" {
		s.bare.renamed = true
		s.bare = nil
	}
	return s
}
