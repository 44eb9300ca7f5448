package order

import (
	"bytes"
	"fmt"
	"path"
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A build is one run of kustomize.
type build struct {
	*tree
	root string // the kustomization that is built
	open map[string]bool
}

// run runs a kustomization on what is there, in kustomize's order
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/internal/target/kusttarget.go).
// What an object of Flux or Argo CD adds stands behind the kustomization's own.
func (b *build) run(k *kustomization, s *state, over *overlay) {
	if b.open[k.file] {
		return // kustomize refuses a cycle
	}
	b.open[k.file] = true
	defer delete(b.open, k.file)
	for _, key := range []string{"resources", "bases"} {
		for _, n := range k.list(key) {
			b.resource(k, s, n)
		}
	}
	for _, key := range []string{"generators", "helmCharts", "helmChartInflationGenerator"} {
		s.unknown = s.unknown || k.root.Get(key) != nil
	}
	for _, n := range k.list("components") {
		b.component(s, k.below(n.Value))
	}
	if over != nil {
		for _, dir := range over.components {
			b.component(s, dir)
		}
	}
	b.patches(k, s)
	entries := entriesOf(k.document, k.root.Get("images"))
	if over != nil {
		b.merged(entries, over)
		entries = append(entries, over.entries...)
	}
	for _, e := range entries {
		b.entry(s, e, k.document)
	}
	for _, n := range k.list("transformers") {
		b.transformer(k, s, n)
	}
}

// resource adds a file, or what comes out of a directory.
func (b *build) resource(k *kustomization, s *state, n *yamlbytes.Node) {
	where := k.below(n.Value)
	if below := b.kustomization(where); below != nil {
		inner := newState()
		b.run(below, inner, nil)
		s.add(inner)
		if b.areTransformers(below) {
			b.tell(k.at(n), true, n.Value, "transformers under resources: move no image; list "+n.Value+" under transformers: of "+k.file)
		}
		return
	}
	s.bring(func() []*document { return b.read(where) })
}

// areTransformers reports whether a directory is one that ecrcache generate wrote.
func (b *build) areTransformers(k *kustomization) bool {
	return k.isOurs() && slices.ContainsFunc(k.list("resources"), func(n *yamlbytes.Node) bool {
		return slices.ContainsFunc(b.read(k.below(n.Value)), isTransformer)
	})
}

func isTransformer(d *document) bool { return d.root.Text("kind") == "ImageTagTransformer" }

func (b *build) component(s *state, dir string) {
	if c := b.kustomization(dir); c != nil && c.isComponent() {
		b.run(c, s, nil)
	} else {
		s.unknown = true
	}
}

// patches add what stands in patches, in files or in the kustomization.
func (b *build) patches(k *kustomization, s *state) {
	for _, key := range []string{"patches", "patchesStrategicMerge", "patchesJson6902"} {
		list := k.root.Get(key)
		if list == nil {
			continue
		}
		s.bring(func() []*document { return []*document{{file: k.file, item: k.item, root: list}} })
		for _, n := range list.Items {
			file := n.Text("path")
			if n.Kind == yamlbytes.Scalar {
				file = n.Value
			}
			if file != "" && !bytes.ContainsAny([]byte(file), "\n{") {
				s.bring(func() []*document { return b.read(k.below(file)) })
			}
		}
	}
}

// entry runs an entry of images. One of a Component or of a transformer that gives an
// image its name in the cache is a mover.
func (b *build) entry(s *state, e *entry, of *document) {
	if by, sure := s.misses(e); by != nil && e.sets(b.cache) {
		b.tell(e.at, sure, e.name, b.lost(e, by, sure))
	}
	isMover := of.root.Text("kind") == "Component" || isTransformer(of)
	if isMover && e.newName != "" && (of.isOurs() || e.caches(b.cache)) {
		s.move(entryMover(e, of))
		return
	}
	if e.newName != "" {
		s.rename(e)
	}
}

// lost says what becomes of an entry, and what to do.
func (b *build) lost(e *entry, by *mover, sure bool) string {
	where := fmt.Sprintf("%s:%d", by.at.file, by.at.line)
	hint := by.remedy(b.root)
	if newName, ok := cached(b.cache, e.plain()); ok {
		hint += "; or name the entry " + newName
	}
	what := "this entry finds no image, and what it sets is lost"
	if !sure {
		what = "a part of the build cannot be read here; where that has the image, this entry does not find it, and what it sets is lost"
	}
	return fmt.Sprintf("%s: %s in %s runs before it, and gives the image its name in the cache; %s", what, by.what, where, hint)
}

func entryMover(e *entry, of *document) *mover {
	what, remedy := "a Component", func(root string) string {
		return "use ecrcache generate, and list its transformers under transformers: of " + root + " instead of the Component"
	}
	if isTransformer(of) {
		what, remedy = "a transformer", func(root string) string {
			return "list it under transformers: of " + root + ", behind all others, instead"
		}
	}
	return &mover{at: e.at, what: what, covers: e.matches, remedy: remedy}
}

// transformer runs what an element of transformers leads to: a file, the kustomization of
// a directory, or a text.
func (b *build) transformer(k *kustomization, s *state, n *yamlbytes.Node) {
	if inside := split(k.file, []byte(n.Value), k.item.LineOf(n)); len(inside) > 0 {
		b.configured(s, inside)
		return
	}
	b.listed(s, k.below(n.Value))
}

func (b *build) listed(s *state, where string) {
	below := b.kustomization(where)
	if below == nil {
		b.configured(s, b.read(where))
		return
	}
	if b.open[below.file] {
		return
	}
	b.open[below.file] = true
	defer delete(b.open, below.file)
	for _, n := range below.list("resources") {
		b.listed(s, path.Join(below.dir, n.Value))
	}
}

// configured runs transformers in the order of their documents.
func (b *build) configured(s *state, documents []*document) {
	for _, d := range documents {
		group, kind := d.kind()
		switch {
		case isTransformer(d):
			if tag := d.root.Get("imageTag"); tag != nil && tag.Text("name") != "" {
				b.entry(s, entryOf(d, tag), d)
			}
		case group == v1alpha1.Group && kind == v1alpha1.Kind:
			if _, known := b.functions[d]; !known {
				b.functions[d] = functionMover(d)
			}
			if m := b.functions[d]; m != nil {
				s.move(m)
			}
		}
	}
}

// functionMover is this program as a function. One that is configured to write nothing
// moves nothing, and so does one whose configuration is refused.
func functionMover(d *document) *mover {
	c, err := config.Parse(d.item.Raw())
	if err != nil || c.Spec.Rewrite.Mode == v1alpha1.ModeCheck || c.Spec.Rewrite.Direction == v1alpha1.DirectionRestore {
		return nil
	}
	cache := c.Cache()
	return &mover{
		at: d.at(d.root), what: "the function",
		covers: func(name string) bool {
			_, ok := cached(cache, name)
			return ok
		},
		remedy: func(root string) string { return "list the function under transformers: of " + root + " instead" },
	}
}
