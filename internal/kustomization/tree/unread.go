package tree

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// An Unread is a part of a build that is not read: a remote base, a chart, a generator. Any
// image that an entry looks for may come from it.
type Unread struct {
	// What names the part in messages; At and Line are where it is used.
	What string
	At   manifest.Place
	Line int
	// The rest is which of its images this run may rewrite. Values are texts that the part is
	// made of, such as the values of a chart; Given says that they are in files which may be
	// written.
	Values []string
	Given  bool
	// Names are the names of images that may be rewritten there; AnyName says that any may.
	Names   map[string]bool
	AnyName bool
}

// unreadAt returns a part that is not read, which the node n at the path uses.
func (t *Tree) unreadAt(d *manifest.Document, n *yamlbytes.Node, path, what string) Unread {
	return Unread{What: what, At: d.PlaceOf(path), Line: d.LineOf(n)}
}

// Missing returns the part that a kustomization names and that cannot be read because of err. It
// is a problem as well, unless it is remote, or a function is given only some of the files.
func (t *Tree) Missing(k *Kustomization, r Reference, err error) Unread {
	return t.missing(k.Document, r, k.Dir, err)
}

// missing is Missing for what a document names in the directory dir.
func (t *Tree) missing(d *manifest.Document, r Reference, dir string, err error) Unread {
	u := t.unreadAt(d, r.Node, r.Key, r.Text)
	if _, items := t.Files.(manifest.DocumentFiles); items || isRemote(r.Text) {
		return u
	}
	t.Problems.Add(finding.Warning, problem.Unreadable, u.At, u.Line, r.Text,
		"kustomize reads this from "+t.Rules.Shown(t.Within(dir, r.Text))+", which cannot be read here: "+reason(err)+
			"; what it holds is not known, so entries of images keep the names that they look for")
	return u
}

// IsUnseen reports whether only kustomize reads a file, because something names it: its name is not that
// of a manifest, and it was not given to the command itself. It is false where names say nothing, as
// for the items of a ResourceList.
func (t *Tree) IsUnseen(file string) bool {
	names, known := t.Files.(interface{ IsManifest(path string) bool })
	return known && !names.IsManifest(file) && !t.Rules.Given(file)
}

// isRemote reports whether a resource that is no path of this tree looks like an address, such as
// github.com/org/repository//base?ref=v1. kustomize tries the path first.
func isRemote(resource string) bool {
	for _, mark := range []string{"://", "git@", "git::", "?ref=", "?version=", ".git", "github.com"} {
		if strings.Contains(resource, mark) {
			return true
		}
	}
	return false
}

// reason returns the text of an error without the path, which the caller names.
func reason(err error) string {
	text := err.Error()
	if i := strings.LastIndex(text, ": "); i >= 0 && strings.Contains(text[:i], "/") {
		return text[i+2:]
	}
	return text
}

// read adds the text of a file to Values, if it may be written.
func (u *Unread) read(t *Tree, file string) {
	if !t.Rules.Given(file) {
		return
	}
	if text, err := t.Files.Read(file); err == nil {
		u.Values, u.Given = append(u.Values, string(text)), true
	}
}

// readBelow adds the texts of all files below the directory of a chart: values and templates, also
// those of the charts in it. seen are the directories so far.
func (u *Unread) readBelow(t *Tree, dir string, seen map[string]bool) {
	if !t.Files.IsDir(dir) || t.isSeen(dir, seen) {
		return
	}
	for _, file := range t.Files.List(dir) {
		if t.Files.IsDir(file) {
			u.readBelow(t, file, seen)
		} else {
			u.read(t, file)
		}
	}
}
