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
// out of a build of the run with its name at the upstream, because no entry may be added there. Text is the image that is built.
type Stayed struct {
	manifest.Place
	Line int
	Text string
	// By is the kustomization or the object that builds it.
	By manifest.Place
}

// addEntries adds, in memory, an entry of images for every name of foreign images that a
// kustomization of the run builds; the solver decides what it becomes. The entries are added
// to the innermost kustomizations, so that those which use them, and builds of each alone, all
// get the image. For a directory that no kustomization of the run builds, the entries are
// added to Flux's object.
func addEntries(t *build.Session) {
	if t.Rules.Restores() || !t.Rules.AreMany() {
		return
	}
	for added := true; added; {
		added = false
		s := settled(t)
		for _, k := range t.Order {
			if k.Component || !t.Rules.Given(k.File) || t.Rules.Fixed(k.Document) != "" {
				continue
			}
			below := belowOf(s, k)
			for _, one := range s.Foreign(s.Out(k)) {
				if below[one] || isAmbiguous(s, s.Out(k), one) {
					continue
				}
				if e := addTo(k.Document, k.Entries, "images", imagetag.Name(one.Text)); e != nil {
					k.Entries = append(k.Entries, e)
					added = true
				}
			}
		}
		if added {
			continue
		}
		for _, b := range t.Builds {
			if b.Overlay != tree.OverlayMerged || !t.Rules.Given(b.At.File) || t.Rules.Fixed(b.Document) != "" {
				continue
			}
			for _, one := range s.Foreign(s.Built(b)) {
				if isAmbiguous(s, s.Built(b), one) {
					continue
				}
				if e := addTo(b.Document, b.Entries, "spec.images", imagetag.Name(one.Text)); e != nil {
					b.Entries = append(b.Entries, e)
					added = true
				}
			}
		}
	}
}

// settled is a simulation that knows all that must stay.
func settled(t *build.Session) *build.Simulation {
	for {
		if s := t.Simulate(); !s.Again {
			return s
		}
	}
}

// belowOf are the foreign images that come out of kustomizations which a kustomization uses, and
// which may be changed themselves.
func belowOf(s *build.Simulation, k *tree.Kustomization) map[build.State]bool {
	all := map[build.State]bool{}
	for _, r := range k.Resources {
		below := s.Kustomizations[s.Within(k.Dir, r.Text)]
		if below == nil || below == k || below.Component {
			continue
		}
		if s.Rules.Given(below.File) && s.Rules.Fixed(below.Document) == "" {
			for _, one := range s.Foreign(s.Out(below)) {
				all[one] = true
			}
		}
		for one := range belowOf(s, below) {
			all[one] = true
		}
	}
	return all
}

// isAmbiguous reports whether the name of an image, as the name of an entry, finds another one as
// well, such as the dot of c.d the name c_d. Such an image gets an entry once the other one has a
// new name.
func isAmbiguous(s *build.Simulation, out *build.States, one build.State) bool {
	name := imagetag.Name(one.Text)
	finds := whole(name)
	for _, other := range out.All {
		if text := imagetag.Name(s.After(other)); text != name && finds.MatchString(text) {
			return true
		}
	}
	return false
}

// addTo gives the entry that is added to a list of a document; nil where the list has it.
func addTo(d *manifest.Document, list []*tree.Entry, key, name string) *tree.Entry {
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

// addedEntries are the entries that the plan adds, by the documents and the paths of their lists.
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

// stayed are the foreign images that builds of the run leave at the upstream.
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
	return inOwnList && s.Rules.AreMany() && !e.IsWord && !e.Alone && !e.Fixed && e.NewNameLast && s.Rules.Given(e.At.File) &&
		only == (imagetag.Image{}) && s.Rules.InCache(d.Was.NewName) && len(d.Images) == 1 && d.Images[0] == imagetag.Image{Name: d.Was.Name}
}
