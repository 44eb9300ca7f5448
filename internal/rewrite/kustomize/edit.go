package kustomize

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Change writes what the plan has for an entry of images: the entry itself, and the copies of it
// that are added after it. An entry of which nothing is to remain is removed. It fails, and edits
// nothing, when one of them cannot be written.
func (k *Entries) Change(at *object.Occurrence, entry *kustomization.Decision) error {
	it := at.Object.Item
	list, i := at.Place.Element()
	if len(entry.Images) == 0 && k.areAllRemoved(at, list) {
		return k.removeList(at, entry, i)
	}
	if len(entry.Images) == 0 {
		edits, err := it.RemoveElements(list, func(j int) bool { return j == i })
		if err == nil {
			k.apply(at, entry, edits)
		}
		return err
	}
	edits, err := entryEdits(at, entry.Was, entry.Images[0])
	if err != nil {
		return err
	}
	var copies [][]yamlbytes.Edit
	for _, image := range entry.Images[1:] {
		e, err := entryEdits(at, entry.Was, image)
		if err != nil {
			return err
		}
		copies = append(copies, e)
	}
	if len(copies) > 0 {
		behind, err := it.CopyElement(list, i, copies)
		if err != nil {
			return err
		}
		edits = insertLast(edits, behind)
	}
	k.apply(at, entry, edits)
	return nil
}

// isRemoved reports whether the plan removes the entry with the number i of the list that the field
// is in.
func (k *Entries) isRemoved(at *object.Occurrence, i int) bool {
	path := at.Place.ElementPath()
	other := k.rules.Plan.Entries[decide.PlaceOf(at.Object, path[:strings.LastIndexByte(path, '[')+1]+strconv.Itoa(i)+"]")]
	return other != nil && len(other.Images) == 0
}

// areAllRemoved reports whether the plan removes every entry of a list, and the list can go with
// them: one in brackets becomes [] instead.
func (k *Entries) areAllRemoved(at *object.Occurrence, list *yamlbytes.Node) bool {
	for i := range list.Items {
		if !k.isRemoved(at, i) {
			return false
		}
	}
	return !at.Object.Item.InBrackets(list)
}

// removeList removes a list with all its entries, once: with the first of them.
func (k *Entries) removeList(at *object.Occurrence, entry *kustomization.Decision, i int) error {
	var edits []yamlbytes.Edit
	if i == 0 {
		holder, path := at.Object.Root, strings.Split(at.Place.ElementPath(), ".")
		for _, key := range path[:len(path)-1] {
			holder = holder.Get(key)
		}
		key, _, _ := strings.Cut(path[len(path)-1], "[")
		if holder == nil || holder.Get(key) == nil {
			return &finding.Finding{Message: "the list of images cannot be removed where it is; remove it by hand"}
		}
		e, err := at.Object.Item.RemoveEntry(holder, key)
		if err != nil {
			return err
		}
		edits = append(edits, e)
	}
	k.apply(at, entry, edits)
	return nil
}

// insertLast adds an edit that inserts a text, after the text that another one inserts at the
// same offset.
func insertLast(edits []yamlbytes.Edit, last yamlbytes.Edit) []yamlbytes.Edit {
	for i := range edits {
		if e := &edits[i]; e.Start == last.Start && e.End == last.End {
			e.Text += last.Text
			return edits
		}
	}
	return append(edits, last)
}

// apply makes the edits, and remembers the scalars that they change.
func (k *Entries) apply(at *object.Occurrence, entry *kustomization.Decision, edits []yamlbytes.Edit) {
	at.Object.Edit(edits...)
	scalars := &at.Object.Text.Scalars
	if at.Place.Row.Form == fields.SetImage {
		scalars.NewTexts[at.Place.Name] = ""
		return
	}
	parent := at.Place.Parent
	for _, key := range []string{"name", "newName"} {
		n := parent.Get(key)
		switch {
		case n == nil:
		case len(entry.Images) == 0,
			key == "name" && entry.Images[0].Name != entry.Was.Name,
			key == "newName" && entry.Images[0].NewName != entry.Was.NewName:
			scalars.NewTexts[n] = ""
		}
	}
}

// entryEdits returns the edits that turn an entry into the image that it must be.
func entryEdits(at *object.Occurrence, was, image imagetag.Image) ([]yamlbytes.Edit, error) {
	it, p := at.Object.Item, at.Place
	if p.Row.Form == fields.SetImage {
		e, err := it.Replace(p.Name, image.Word())
		return []yamlbytes.Edit{e}, err
	}
	name, newName := p.Parent.Get("name"), p.Parent.Get("newName")
	scalars := &at.Object.Text.Scalars
	if err := cmp.Or(scalars.Settle(name, image.Name), scalars.Settle(newName, image.NewName), scalars.Settle(p.Digest, image.Digest)); err != nil {
		return nil, err
	}
	var edits []yamlbytes.Edit
	add := func(e yamlbytes.Edit, err error) error {
		if err == nil {
			edits = append(edits, e)
		}
		return err
	}
	if image.Name != was.Name {
		if err := add(it.Replace(name, image.Name)); err != nil {
			return nil, err
		}
	}
	if err := newNameEdit(it, p, name, newName, was, image, add); err != nil {
		return nil, err
	}
	if image.Digest != was.Digest {
		if err := add(it.Replace(p.Digest, image.Digest)); err != nil {
			return nil, err
		}
	}
	return edits, nil
}

// addNewName returns the edit that adds newName as the last key. People do not write it there, so
// a restore knows that it was added.
func addNewName(it *yamlbytes.Item, entry, name *yamlbytes.Node, newName string) (yamlbytes.Edit, error) {
	if last := entry.Pairs[len(entry.Pairs)-1].Value; last.Kind == yamlbytes.Scalar {
		if e, err := it.AddBehind(entry, last, "newName", newName); err == nil {
			return e, nil
		}
	}
	return it.AddBehind(entry, name, "newName", newName)
}

// newNameEdit calls add with the edit that replaces newName, adds it, or removes it.
func newNameEdit(it *yamlbytes.Item, p *fields.Place, name, newName *yamlbytes.Node, was, image imagetag.Image, add func(yamlbytes.Edit, error) error) error {
	switch {
	case image.NewName == was.NewName:
		return nil
	case newName == nil:
		return add(addNewName(it, p.Parent, name, image.NewName))
	case image.NewName == "":
		if e, ok := it.RemoveBare(p.Parent, "newName"); ok {
			return add(e, nil)
		}
	}
	if image.NewName == "" { // it has a comment, or cannot be removed: it says the name again
		return add(it.Replace(newName, image.Name))
	}
	return add(it.Replace(newName, image.NewName))
}
