package kustomization

import (
	"slices"
	"strings"
)

// An unread part of a build: a remote base, a chart, a generator. Every name that an
// entry looks for may come from it.
type unread struct {
	what string
	at   Place
	line int
	// What the rewriting may move there: values are the texts of a chart's values, if they
	// are given, names those of images, and anyName says that it may be every image.
	values  []string
	given   bool
	names   map[string]bool
	anyName bool
}

// inWorkloads are the keys of the fields of Pods, Deployments and their like.
const inWorkloads = configured + "\n" + everywhere

// serveUnread adds to a stage the images that may come from where we do not read, by the
// names that the entries look for. What they become there is ours.
func (t *tree) serveUnread(st *stage) {
	t.leaveServed(st)
	if len(st.in.unread) == 0 {
		return
	}
	// Most images stand where kustomize looks twice.
	u := &st.in.unread[0]
	for _, o := range st.slots {
		name := st.image(o).Name
		if isPattern(name) || t.rules.Restores() && t.renamed(name) != name {
			continue // what is not read does not know the cache
		}
		text := tagged(name, st.image(o))
		from := &Field{Text: name, unread: u}
		st.in.add(state{text: text, mode: outside, specs: inWorkloads}, from)
		for _, u := range st.in.unread {
			// An entry for the new name may be there since the last run.
			if t.mayMove(&u, name, t.writable(st.namer(o))) && !st.finds(t.renamed(name)) {
				st.in.add(state{text: text, specs: inWorkloads}, &Field{Text: name, unread: &u})
				break
			}
		}
	}
}

// tagged is an image of a name, with a tag where the entry puts a suffix behind it: "-fips"
// alone is no tag.
func tagged(name string, entry Image) string {
	if _, tag, digest := Split(name); entry.suffixes() && tag == "" && digest == "" {
		return name + ":v"
	}
	return name
}

// leaveServed takes out images that may come under their new name, which an entry finds
// since the last run.
func (t *tree) leaveServed(st *stage) {
	st.in.all = slices.DeleteFunc(st.in.all, func(one state) bool {
		moved := t.after(one)
		return st.in.fields[one].unread != nil && moved != one.text && st.finds(moved)
	})
}

// mayMove reports whether images of a name may come from there under their new name: where
// this run rewrites values of a chart, or manifests that a template's path may mean.
func (t *tree) mayMove(u *unread, name string, writable bool) bool {
	return u.anyName && (writable || t.movedHere[name]) || u.names[name] || u.given && mentions(u.values, name)
}

// finds reports whether an entry finds an image.
func (s *stage) finds(text string) bool {
	return slices.ContainsFunc(s.matchers(), func(m *matcher) bool { return m.matches(text) })
}

// fromPattern is what an entry makes of images that may come from where we do not read,
// and that it finds by a regular expression: of them only the new name is known.
func (t *tree) fromPattern(st *stage, i int) (state, *Field) {
	image := st.image(st.slots[i])
	if len(st.in.unread) == 0 || image.NewName == "" || !isPattern(image.Name) {
		return state{}, nil
	}
	one := state{text: join(image.NewName, image.NewTag, image.Digest), mode: outside, specs: inWorkloads}
	if t.given(st, st.slots[i]) {
		one.mode = moves
	}
	return one, &Field{Text: one.text, unread: &st.in.unread[0]}
}

// keepPatterns has the entries whose names are regular expressions go on finding what they
// found: images that we do not read, and those that somebody adds.
func (s *simulation) keepPatterns(st *stage) {
	for _, o := range st.slots {
		if image := st.image(o); isPattern(image.Name) && s.writable(o.entries[0]) && (!o.entries[0].alone || len(st.in.unread) > 0) && !s.rules.Restores() {
			s.keepName(o.entries[0], image)
		}
	}
}

// mentions reports whether the values of a chart may hold an image of the name, whole or
// in parts.
func mentions(values []string, name string) bool {
	_, repository, found := strings.Cut(name, "/")
	if !found {
		repository = name
	}
	return slices.ContainsFunc(values, func(v string) bool { return strings.Contains(v, repository) })
}
