package fn

import (
	"bytes"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// The codes of findings about generated objects.
const (
	generated = finding.Code("generated")
	updated   = finding.Code("updated")
	removed   = finding.Code("removed")
	notOurs   = finding.Code("not-generated")
)

// An identity says which object it is. Objects in two versions of an API are the same object.
type identity struct{ group, kind, namespace, name string }

func identityOf(o *object.Object) identity {
	return identity{o.Group(), o.Kind, o.Metadata.Namespace, o.Metadata.Name}
}

func identityOfItem(root *yamlbytes.Node) identity {
	group, _, found := strings.Cut(root.Text("apiVersion"), "/")
	if !found {
		group = ""
	}
	return identity{group, root.Text("kind"), root.Text("metadata", "namespace"), root.Text("metadata", "name")}
}

// An upsert adds, updates and removes items of a list, so that it has exactly the generated
// objects that are wanted.
type upsert struct {
	owner   string
	report  *outcome.Report
	wanted  []object.Object
	index   map[identity]int // of wanted
	seen    map[identity]bool
	check   bool // whether the run is a check, which changes nothing
	silent  bool // whether only conflicts are reported, because nothing will change
	changes yamlbytes.Changes
	kinds   []string // of wanted
}

// items decides about every item, and adds the wanted objects that are not among them.
func (u *upsert) items(items []yamlbytes.Item) error {
	u.changes = yamlbytes.Changes{Replace: map[int]yamlbytes.Text{}, Remove: map[int]bool{}}
	for _, i := range u.candidates(items) {
		root, err := items[i].Parse()
		if err != nil {
			return err
		}
		if root == nil {
			continue
		}
		if err := u.item(i, root); err != nil {
			return err
		}
	}
	for i := range u.wanted {
		o := &u.wanted[i]
		if u.seen[identityOf(o)] {
			continue
		}
		text, err := textOf(withPath(o))
		if err != nil {
			return err
		}
		u.changes.Add = append(u.changes.Add, text)
		u.reportChange(o, generated, "generated", "the configuration asks for it, and it is not here yet")
	}
	return nil
}

// candidates returns the positions of the items that were generated, or may be wanted objects.
// Only they are parsed.
func (u *upsert) candidates(items []yamlbytes.Item) []int {
	if len(u.wanted) == 0 {
		return u.report.Generated
	}
	var all []int
	for i := range items {
		_, generated := slices.BinarySearch(u.report.Generated, i)
		if generated || u.mayBeWanted(&items[i]) {
			all = append(all, i)
		}
	}
	return all
}

// mayBeWanted reports whether an item may be one of the wanted objects.
func (u *upsert) mayBeWanted(it *yamlbytes.Item) bool {
	raw := it.Raw()
	if it.IsRead() {
		return true
	}
	if !slices.ContainsFunc(u.kinds, func(kind string) bool { return bytes.Contains(raw, []byte(kind)) }) {
		return false
	}
	for i := range u.wanted {
		if o := &u.wanted[i]; bytes.Contains(raw, []byte(o.Metadata.Name)) && bytes.Contains(raw, []byte(o.Kind)) {
			return true
		}
	}
	return false
}

// item decides about one item.
func (u *upsert) item(i int, root *yamlbytes.Node) error {
	id := identityOfItem(root)
	owner := root.Text("metadata", "annotations", v1alpha1.OwnerAnnotation)
	n, isWanted := u.index[id]
	switch {
	case isWanted && owner != u.owner:
		u.seen[id] = true
		u.clash(&u.wanted[n], owner)
	case isWanted && !u.seen[id]:
		u.seen[id] = true
		if o := &u.wanted[n]; !sameObject(root, o) {
			text, err := textOf(withCallers(o, root))
			if err != nil {
				return err
			}
			u.changes.Replace[i] = text
			u.warnImmutable(root, o)
			u.reportChange(o, updated, "brought in line with the configuration", "it is not what the configuration asks for")
		}
	case owner == u.owner && !generators.IsInFiles(id.group, id.kind):
		u.changes.Remove[i] = true
		o := object.Object{APIVersion: root.Text("apiVersion"), Kind: id.kind, Metadata: object.Metadata{Name: id.name, Namespace: id.namespace}}
		u.reportChange(&o, removed, "removed; the configuration does not ask for it any more", "the configuration does not ask for it any more")
	}
	return nil
}

// clash refuses to replace an object that has the identity of a wanted one and another owner, or
// none.
func (u *upsert) clash(o *object.Object, owner string) {
	who, also := "was not generated", ""
	if owner != "" {
		who = "was generated for the configuration " + owner
		also = "; for another Region or account, give this configuration a spec.project of its own, which the names then begin with"
	}
	u.addFinding(o, finding.Error, notOurs, "an object of this kind and name is here already and %s, so it is not replaced; rename or remove it, or annotate it with %s: %s to hand it over%s", who, v1alpha1.OwnerAnnotation, u.owner, also)
}
