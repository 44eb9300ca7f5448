package build

import (
	"maps"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// A Mode is what the rewriting does with an image.
type Mode uint8

// The modes.
const (
	ModeMoves   Mode = iota // it becomes what Rules.Name makes of it
	ModeFixed               // it must not change, and neither must what entries make of it
	ModeOutside             // it is in a file that was not given, and stays; what an entry makes of it may change
	ModeStays               // it was in the cache before images were rewritten, and stays until an entry gives it another name
)

// A State is an image at a point of a build. Fields with the same image, seen by the same
// specs, have one State.
type State struct {
	Text string
	Mode Mode
	// bare is where a name without a registry comes from, until an entry gives it another.
	bare *origin
	// specs are the keys of the field specs by which kustomize sees it, as in ImageField.
	specs string
	// Of an image that was moved to the cache in this build, by is what moved it, before what
	// it was before. Only a simulation that looks for late entries sets them.
	before string
	by     *mover
}

// After returns the image at that point once the files are rewritten.
func (session *Session) After(s State) string {
	if s.Mode != ModeMoves || s.bare.isPlaceholder() {
		return s.Text
	}
	return session.Renamed(s.Text)
}

// An origin is a name without a registry in a file, such as app: whether an entry renamed it in
// some build (renamed), and whether the cluster gets it as it is from one (exposed).
type origin struct{ renamed, exposed bool }

// isPlaceholder reports whether every build replaces the name.
func (o *origin) isPlaceholder() bool { return o != nil && o.renamed && !o.exposed }

// A bareField is a field with a name without a registry.
type bareField struct {
	at     manifest.Place
	origin *origin
}

// stateOf returns the image of a field at the beginning of a build.
func (session *Session) stateOf(f *ImageField) State {
	s := State{Text: f.Text, specs: f.specs}
	if session.Rules.Governed(f.Document.File) != tree.ByRun {
		session.Visible[f.At()] = true
	}
	after, ours := session.Rules.Image(f.Field)
	same := session.Renamed(f.Text) == f.Text
	switch {
	case !ours:
		s.Mode = ModeFixed
	case session.Staying[f.At()] == problem.ByPosition:
		s.Mode = ModeFixed // also in a name that an entry gives, the parts are counted
	case session.Staying[f.At()] != "" && !same:
		s.Mode = ModeOutside
	case same:
	case !session.Rules.Given(f.Document.File):
		s.Mode = ModeOutside
	case after == f.Text:
		s.Mode = ModeFixed
	default:
		session.movedNames[imagetag.Name(f.Text)] = true
	}
	if s.Mode == ModeMoves && !same && imagetag.IsBare(f.Text) {
		s.bare = session.origin(f)
	}
	return s
}

// origin returns the origin of a name in the file of the field.
func (session *Session) origin(f *ImageField) *origin {
	at := manifest.Place{File: f.Document.File, Path: f.Text}
	o := session.origins[at]
	if o == nil {
		o = &origin{}
		session.origins[at] = o
	}
	session.bareFields = append(session.bareFields, bareField{f.At(), o})
	return o
}

// States are all that reaches a point of a build.
type States struct {
	// All are the images in their order, each once; Fields is a field for each.
	All    []State
	Fields map[State]*ImageField
	// isShared says that a copy has the same images: what adds one needs images of its own.
	isShared bool

	// The rest only grows while something is built, so all that is made of one States on the
	// way shares it. Unread are the parts that are not read, and may have more images.
	Unread    []tree.Unread
	objects   []*manifest.Object
	variables []*tree.Variable
	// specs are the keys of the field specs by which kustomize sees images there.
	specs map[string]bool
	// unsure are the movers that ran when a part was not read, and may have moved its images.
	unsure []*mover
	// known is what is in these lists. A base or a Component that is reached in several ways
	// adds its own each time.
	known *known
}

// known is what is in the lists of States.
type known struct {
	unread    map[unreadPart]bool
	objects   map[*manifest.Object]bool
	variables map[*tree.Variable]bool
	unsure    map[*mover]bool
}

// An unreadPart is by what one part that is not read is known again.
type unreadPart struct {
	what string
	at   manifest.Place
}

// newStates gives states without an image.
func newStates() *States {
	return &States{
		Fields: map[State]*ImageField{}, specs: map[string]bool{everywhere: true, configured: true},
		known: &known{map[unreadPart]bool{}, map[*manifest.Object]bool{}, map[*tree.Variable]bool{}, map[*mover]bool{}},
	}
}

// fork returns a copy with the same images. The first of both that adds one gets its own.
func (s *States) fork() *States {
	s.isShared = true
	c := *s
	return &c
}

// with returns a copy with the images all. The fields are those of the images that they were before,
// in the same order.
func (s *States) with(all []State) *States {
	if len(s.All) == len(s.Fields) && slices.Equal(all, s.All) {
		return s.fork()
	}
	c := *s
	c.All, c.Fields, c.isShared = nil, make(map[State]*ImageField, len(all)), false
	for i, one := range all {
		c.add(one, s.Fields[s.All[i]])
	}
	return &c
}

// own gives the states images of their own.
func (s *States) own() {
	if s.isShared {
		s.All, s.Fields, s.isShared = slices.Clone(s.All), maps.Clone(s.Fields), false
	}
}

// add adds an image with its field, once.
func (s *States) add(one State, from *ImageField) {
	if _, known := s.Fields[one]; !known {
		s.own()
		s.Fields[one] = from
		s.All = append(s.All, one)
	}
}

// addUnread adds parts that are not read.
func (s *States) addUnread(all ...tree.Unread) {
	for _, u := range all {
		s.Unread = addOnce(s.Unread, u, unreadPart{u.What, u.At}, s.known.unread)
	}
}

// addObject adds an object.
func (s *States) addObject(o *manifest.Object) {
	s.objects = addOnce(s.objects, o, o, s.known.objects)
}

// addVariable adds one of the vars.
func (s *States) addVariable(v *tree.Variable) {
	s.variables = addOnce(s.variables, v, v, s.known.variables)
}

// addUnsure adds a mover that may have moved images of parts which are not read.
func (s *States) addUnsure(m *mover) { s.unsure = addOnce(s.unsure, m, m, s.known.unsure) }

// addOnce adds one to a list, unless known has its key.
func addOnce[T any, K comparable](list []T, one T, key K, known map[K]bool) []T {
	if known[key] {
		return list
	}
	known[key] = true
	return append(list, one)
}

// merge adds what came out of another kustomization.
func (s *States) merge(other *States) {
	for _, one := range other.All {
		s.add(one, other.Fields[one])
	}
	for _, o := range other.objects {
		s.addObject(o)
	}
	for _, v := range other.variables {
		s.addVariable(v)
	}
	for _, m := range other.unsure {
		s.addUnsure(m)
	}
	s.addUnread(other.Unread...)
	for key := range other.specs {
		s.specs[key] = true
	}
}
