package build

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// inWorkloads are the keys of the fields of Pods, Deployments and other workloads, in which most
// images are. kustomize looks at such a field twice.
const inWorkloads = configured + "\n" + everywhere

// addUnread adds to a stage the images that parts which are not read may have. Nobody knows them,
// so it adds one for each entry that finds images by a plain name: with this name, and where this
// run may rewrite the part, also one that moves.
func (session *Session) addUnread(st *Stage) {
	session.removeFound(st)
	if len(st.In.Unread) == 0 {
		return
	}
	u := &st.In.Unread[0]
	for _, o := range st.Slots {
		name := st.Image(o).Name
		if imagetag.IsPattern(name) || session.Rules.Restores() && session.Renamed(name) != name {
			continue // what is not read has no names in the cache
		}
		text := tagged(name, st.Image(o))
		from := unreadField(name, u)
		st.In.add(State{Text: text, Mode: ModeOutside, specs: inWorkloads}, from)
		for _, u := range st.In.Unread {
			// The last run may have added an entry for the new name.
			if session.mayMove(&u, name, session.Writable(st.NamingEntry(o))) && !st.Finds(session.Renamed(name)) {
				st.In.add(State{Text: text, specs: inWorkloads}, unreadField(name, &u))
				break
			}
		}
	}
}

// tagged returns an image of a name. It has a tag where the entry adds a suffix, such as -fips,
// which alone is no tag.
func tagged(name string, entry imagetag.Image) string {
	if _, tag, digest := imagetag.Split(name); entry.AddsSuffix() && tag == "" && digest == "" {
		return name + ":v"
	}
	return name
}

// removeFound removes the images of parts that are not read for whose new name there is an
// entry: the last run added it.
func (session *Session) removeFound(st *Stage) {
	isFound := func(one State) bool {
		moved := session.After(one)
		return st.In.Fields[one].Unread != nil && moved != one.Text && st.Finds(moved)
	}
	if slices.ContainsFunc(st.In.All, isFound) {
		st.In.own()
		st.In.All = slices.DeleteFunc(st.In.All, isFound)
	}
}

// mayMove reports whether this run may rewrite images of a name in a part that is not read: in
// the values of a chart, or in manifests that the path of a template may mean. writable says
// that the entry which looks for them may be changed.
func (session *Session) mayMove(u *tree.Unread, name string, writable bool) bool {
	return u.AnyName && (writable || session.movedNames[name]) || u.Names[name] || u.Given && mentions(u.Values, name)
}

// FromPattern returns what the entry of the slot i makes of images that parts which are not read
// may have, where its name is a regular expression: of such images only the new name is known, as
// of {name: .*/app, newName: ghcr.io/o/app}. The field is nil where there is no such image.
func (session *Session) FromPattern(st *Stage, i int) (State, *ImageField) {
	image := st.Image(st.Slots[i])
	if len(st.In.Unread) == 0 || image.NewName == "" || !imagetag.IsPattern(image.Name) {
		return State{}, nil
	}
	one := State{Text: imagetag.Join(image.NewName, image.NewTag, image.Digest), Mode: ModeOutside, specs: inWorkloads}
	if session.mayRename(st, st.Slots[i]) {
		one.Mode = ModeMoves
	}
	return one, unreadField(one.Text, &st.In.Unread[0])
}

// mentions reports whether texts may have an image of a name, whole or as registry and
// repository.
func mentions(values []string, name string) bool {
	_, repository, found := strings.Cut(name, "/")
	if !found {
		repository = name
	}
	return slices.ContainsFunc(values, func(v string) bool { return strings.Contains(v, repository) })
}
