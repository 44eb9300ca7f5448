package kustomization

import (
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/build"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// A Stayed is an image in a file that the run's configuration does not govern alone. It comes
// out of a build of the run with its name at the upstream, because no entry may be added there.
type Stayed struct {
	// The field of the image, and the line of it.
	manifest.Place
	Line int
	// Text is the image that is built.
	Text string
	// By is the kustomization or the object that builds it.
	By manifest.Place
}

// addEntries adds, in memory, an entry of images for every name of foreign images that a
// kustomization of the run builds; the solver decides what it becomes. The entries are added
// to the innermost kustomizations, so that those which use them, and builds of each alone, all
// get the image. For a directory that no kustomization of the run builds, the entries are
// added to Flux's object. It simulates again after each round, because an entry that was added
// may find the images of others.
func addEntries(session *build.Session) {
	if session.Rules.Restores() || !session.Rules.SeveralConfigurations() {
		return
	}
	for added := true; added; {
		s := settled(session)
		added = addToKustomizations(s) || addToBuilds(s)
	}
}

// addToKustomizations adds entries to the kustomizations of the run, and reports whether there were
// some to add.
func addToKustomizations(s *build.Simulation) bool {
	added := false
	for _, k := range s.Order {
		if k.Component || !s.Rules.Given(k.File) || s.Rules.Fixed(k.Document) != "" {
			continue
		}
		below := map[build.State]bool{}
		addForeignBelow(s, k, below, map[*tree.Kustomization]bool{k: true})
		for _, one := range s.Foreign(s.Out(k)) {
			if below[one] || isAmbiguous(s, s.Out(k), one) {
				continue
			}
			if e := newEntry(k.Document, k.Entries, "images", imagetag.Name(one.Text)); e != nil {
				k.Entries = append(k.Entries, e)
				added = true
			}
		}
	}
	return added
}

// addToBuilds adds entries to spec.images of Flux's objects, and reports whether there were some to
// add.
func addToBuilds(s *build.Simulation) bool {
	added := false
	for _, b := range s.Builds {
		if b.Overlay != tree.OverlayMerged || !s.Rules.Given(b.At.File) || s.Rules.Fixed(b.Document) != "" {
			continue
		}
		for _, one := range s.Foreign(s.Built(b)) {
			if isAmbiguous(s, s.Built(b), one) {
				continue
			}
			if e := newEntry(b.Document, b.Entries, "spec.images", imagetag.Name(one.Text)); e != nil {
				b.Entries = append(b.Entries, e)
				added = true
			}
		}
	}
	return added
}

// settled returns a simulation that knows all that must stay.
func settled(session *build.Session) *build.Simulation {
	for {
		if s := session.Simulate(); !s.Again {
			return s
		}
	}
}

// addForeignBelow adds to all the foreign images that come out of kustomizations which k uses, and
// which may get entries themselves; seen are the kustomizations that it looked at.
func addForeignBelow(s *build.Simulation, k *tree.Kustomization, all map[build.State]bool, seen map[*tree.Kustomization]bool) {
	for _, r := range k.Resources {
		below := s.Kustomizations[s.Within(k.Dir, r.Text)]
		if below == nil || seen[below] || below.Component {
			continue
		}
		seen[below] = true
		if s.Rules.Given(below.File) && s.Rules.Fixed(below.Document) == "" {
			for _, one := range s.Foreign(s.Out(below)) {
				all[one] = true
			}
		}
		addForeignBelow(s, below, all, seen)
	}
}

// isAmbiguous reports whether the name of an image, as the name of an entry, finds another one as
// well, such as the dot of c.d the name c_d. Such an image gets an entry once the other one has a
// new name.
func isAmbiguous(s *build.Simulation, out *build.States, one build.State) bool {
	name := imagetag.Name(one.Text)
	finds := s.Patterns.Of(name)
	for _, other := range out.All {
		if text := imagetag.Name(s.After(other)); text != name && finds.Is(text) {
			return true
		}
	}
	return false
}

// newEntry returns the entry for a name that is to be added to a list, the one at a key of the
// document; nil where it was added already.
func newEntry(d *manifest.Document, list []*tree.Entry, key, name string) *tree.Entry {
	for _, e := range list {
		if e.Added && e.Name == name {
			return nil
		}
	}
	e := &tree.Entry{
		Image: imagetag.Image{Name: name}, Document: d, Line: d.LineOf(d.Root), Added: true, NewNameLast: true,
		At: d.PlaceOf(key + "[" + strconv.Itoa(len(list)) + "]"),
	}
	e.Group = &tree.Group{Members: []*tree.Entry{e}}
	e.List = []*tree.Entry{e}
	return e
}

// addedEntries returns the entries that the plan adds, by the places of their lists. Those that
// would change nothing are left out.
func (s *solver) addedEntries(decisions map[*tree.Entry]*Decision) map[manifest.Place][]imagetag.Image {
	all := map[manifest.Place][]imagetag.Image{}
	for _, e := range s.Entries() {
		if !e.Added {
			continue
		}
		for _, i := range decisions[e].Images {
			if !i.ChangesNothing() {
				at := e.At
				at.Path = listOf(at.Path)
				all[at] = append(all[at], i)
			}
		}
	}
	return all
}

// stayed returns the foreign images that builds of the run leave at the upstream, each once.
func (s *solver) stayed() []Stayed {
	if s.Rules.Restores() {
		return nil
	}
	var all []Stayed
	type image struct {
		at   manifest.Place
		text string
	}
	seen := map[image]bool{}
	add := func(out *build.States, by manifest.Place) {
		for _, one := range s.Foreign(out) {
			f := out.Fields[one]
			if seen[image{f.At(), one.Text}] {
				continue
			}
			seen[image{f.At(), one.Text}] = true
			all = append(all, Stayed{Place: f.At(), Line: f.Line(), Text: one.Text, By: by})
		}
	}
	for _, k := range s.Order {
		if g := s.Rules.Governed(k.File); !k.Component && (g == tree.ByRun || g == tree.Shared) {
			add(s.Out(k), manifest.Place{File: k.File})
		}
	}
	for _, b := range s.Builds {
		add(s.Built(b), b.At)
	}
	return all
}

// wasAdded reports whether an entry is one that addEntries added, when images go back: it gives the
// images of its name their name in the cache, and does nothing else.
func (s *solver) wasAdded(e *tree.Entry, d *Decision) bool {
	only := d.Was
	only.Name, only.NewName = "", ""
	inOwnList := strings.HasPrefix(e.At.Path, "images[") || strings.HasPrefix(e.At.Path, "spec.images[")
	return inOwnList && s.Rules.SeveralConfigurations() && !e.IsWord && !e.Alone && !e.Fixed && e.NewNameLast && s.Rules.Given(e.At.File) &&
		only == (imagetag.Image{}) && s.Rules.InCache(d.Was.NewName) && len(d.Images) == 1 && d.Images[0] == imagetag.Image{Name: d.Was.Name}
}
