package kustomize

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Plan plans what becomes of the entries of kustomize's images in a tree of files. The candidates
// are the files that may have some.
func Plan(r *decide.Rules, files manifest.Files, candidates []string, known *Known) *kustomization.Plan {
	rules := newImageRules(r, known)
	return kustomization.Read(files, candidates, rules).Renamed(rules.Shown)
}

// Known is what is known of the files around those that are rewritten.
type Known struct {
	// Sources are the paths of the files that are rewritten, by their paths in the tree; Shown
	// writes the path of any other file for the user.
	Sources map[string]string
	Shown   func(file string) string
	// Governed is which configuration governs a file; nil where one governs all.
	Governed func(file string) tree.Governance
}

// imageRules are the rules by which package kustomization knows what a run makes of an image.
type imageRules struct {
	*decide.Rules
	// anyObject are the rules for an image whose object is not known.
	anyObject *decide.Rules
	known     *Known
	names     map[string]string // what Name returned, by its text
	// strings are those with documents in them that were looked at, and whether their text can be changed.
	strings map[*yamlbytes.Node]bool
}

func newImageRules(r *decide.Rules, known *Known) *imageRules {
	anyObject := *r
	anyObject.IgnoreSelectors = true
	return &imageRules{r, &anyObject, known, map[string]string{}, map[*yamlbytes.Node]bool{}}
}

// Name returns what an image becomes.
func (k *imageRules) Name(text string) string {
	if name, known := k.names[text]; known {
		return name
	}
	place := &fields.Place{Row: &fields.Row{}, Name: &yamlbytes.Node{Kind: yamlbytes.Scalar, Value: text}}
	name := text
	if d := k.anyObject.Decide(&object.Object{}, place, text); d.Kind == decide.Changed {
		name = d.Proposed
	}
	k.names[text] = name
	return name
}

// InCache reports whether an image is in the cache.
func (k *imageRules) InCache(text string) bool {
	ref, err := image.Parse(text)
	if err != nil {
		return false
	}
	_, cached := k.Cache.Restore(ref)
	return cached
}

// InFull returns an image with Docker Hub's host and library/ where they are left out.
func (k *imageRules) InFull(text string) string {
	ref, err := image.Parse(text)
	if err != nil {
		return text
	}
	if moved, err := k.Cache.Rewrite(ref); err == nil {
		if back, ok := k.Cache.Restore(moved); ok {
			return back.String()
		}
	}
	return text
}

// Image returns what becomes of an image field, and whether a run may change it. Where the run
// leaves the field although it would move the image elsewhere, something excludes it.
func (k *imageRules) Image(f *manifest.Field) (string, bool) {
	o := objectOf(f.Document, f.Object).Within(f.Place.Objects())
	if _, protected := o.Protected(f.Place.Where()); protected || k.leaves(o) || o.Text.Outer != nil && k.leaves(o.Text.Outer) {
		return f.Text, false
	}
	d := k.Decide(o, f.Place, f.Text)
	switch {
	case d.Kind != decide.Changed:
		return f.Text, k.Name(f.Text) == f.Text
	case !k.editable(f.Document, f.Place.Name):
		return f.Text, false
	}
	return d.Proposed, true
}

// leaves reports whether nothing in the object is rewritten, whatever its images are.
func (k *imageRules) leaves(o *object.Object) bool {
	_, untouchable := o.Untouchable()
	return untouchable || o.IsConfig() || o.IsGenerated || o.IsIgnored
}

// editable reports whether a scalar is written in a way that can be edited. A string with many scalars in
// it is looked through once.
func (k *imageRules) editable(d *manifest.Document, n *yamlbytes.Node) bool {
	if d.Outer != nil {
		editable, known := k.strings[d.Outer]
		if !known {
			_, err := d.Above().Item.Within(d.Outer, nil)
			editable = err == nil
			k.strings[d.Outer] = editable
		}
		if !editable {
			return false
		}
	}
	_, err := d.Item.Replace(n, n.Value)
	return err == nil
}

// Fixed returns why nothing in the document is rewritten, with what to do about it; empty when
// it is rewritten.
func (k *imageRules) Fixed(d *manifest.Document) string {
	o := objectOf(d.Top(), d.Top().Root)
	switch {
	case o.IsIgnored:
		return "its object has the annotation " + object.IgnoreAnnotation + "; annotate what holds the image, too, or neither"
	case k.leaves(o):
		return "nothing in its object is rewritten; annotate what holds the image with " + object.IgnoreAnnotation + `: "true"`
	case !k.SelectsObject(o):
		return "rewrite.include or rewrite.exclude of the configuration leaves " + described(o) + " out; select it together with what it builds"
	}
	return ""
}

// described returns the object's kind and name, as far as it has them. A kustomization may leave
// out its kind.
func described(o *object.Object) string {
	kind := o.Kind.Kind
	if kind == "" && o.Kind.Group == object.KustomizeGroup {
		kind = "Kustomization"
	}
	return strings.TrimSpace(kind + " " + o.Root.Text("metadata", "name"))
}

// Given reports whether the file is rewritten.
func (k *imageRules) Given(file string) bool { _, given := k.known.Sources[file]; return given }

// Shown returns the path of a file as the user knows it.
func (k *imageRules) Shown(file string) string {
	if source, given := k.known.Sources[file]; given {
		return source
	}
	return k.known.Shown(file)
}

// Same reports whether two texts are one image: those of Docker Hub have several names.
func (k *imageRules) Same(a, b string) bool {
	if a == b {
		return true
	}
	first, errFirst := image.Parse(a)
	second, errSecond := image.Parse(b)
	if errFirst != nil || errSecond != nil {
		return false
	}
	first, errFirst = k.Cache.Rewrite(first)
	second, errSecond = k.Cache.Rewrite(second)
	return errFirst == nil && errSecond == nil && first == second
}

// Restores reports whether images go back to their upstreams.
func (k *imageRules) Restores() bool { return k.Restore }

// objectOf returns the object at a root in a document, as a run has it.
func objectOf(d *manifest.Document, root *yamlbytes.Node) *object.Object {
	if d.Outer == nil {
		return object.New(&object.Text{Path: d.File}, d.Item, root, d.Index)
	}
	outer := objectOf(d.Above(), d.Above().Root)
	return object.New(&object.Text{Path: d.File, Outer: outer, Node: d.Outer}, d.Item, root, d.Index)
}
