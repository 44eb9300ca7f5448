package kustomization

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A replacement copies a value, or a part of one, from one field to others
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/types/replacement.go).
type replacement struct {
	source  selected
	value   *value // instead of a source
	targets []selected
	at      unread
}

// A selected is a field of the objects that a selector chooses, or a part of it.
type selected struct {
	kind, name string
	paths      []fieldPath
	delimiter  string
}

// A fieldPath is the path of a field in kustomize's form.
type fieldPath struct {
	keys []string
	// element is the name of the list's element that is chosen; empty for all.
	element string
}

func newFieldPath(path string) fieldPath {
	_, after, _ := strings.Cut(path, "[name=")
	element, _, _ := strings.Cut(after, "]")
	return fieldPath{keysOf(path), element}
}

// readReplacements reads those of a kustomization or a transformer, which may stand in files.
func (t *tree) readReplacements(k *target, in *Document) []replacement {
	list := in.Root.Get("replacements")
	if list == nil {
		return nil
	}
	var all []replacement
	for i, n := range list.Items {
		at := t.unreadAt(in, n, "replacements["+itoa(i)+"]", "the source of a replacement")
		file := n.Get("path")
		if file == nil || file.Kind != yamlbytes.Scalar {
			all = append(all, readReplacement(in, n, at))
			continue
		}
		documents, err := t.documents(t.within(k.dir, file.Value))
		if err != nil {
			k.unread = append(k.unread, t.missing(k, reference{file.Value, file, "replacements[" + itoa(i) + "].path"}, err))
		}
		for _, d := range documents {
			if d.Root.Kind == yamlbytes.Mapping {
				all = append(all, readReplacement(d, d.Root, at))
			}
			for _, n := range d.Root.Items {
				all = append(all, readReplacement(d, n, at))
			}
		}
	}
	return all
}

func readReplacement(d *Document, n *yamlbytes.Node, at unread) replacement {
	source := n.Get("source")
	r := replacement{at: at, source: selected{
		kind: source.Text("kind"), name: source.Text("name"), delimiter: source.Text("options", "delimiter"),
		paths: []fieldPath{newFieldPath(firstOf(source.Text("fieldPath"), "metadata.name"))},
	}}
	if text := n.Get("sourceValue"); text != nil && text.Kind == yamlbytes.Scalar && text.Value != "" {
		whole := object{d, d.Root, kindOf(d.Root), func(p string) string { return p }}
		r.value = &value{document: d, node: text, path: pathTo(d.Root, text), text: text.Value, object: whole, only: true}
	}
	if targets := n.Get("targets"); targets != nil {
		for _, n := range targets.Items {
			one := selected{kind: n.Text("select", "kind"), name: n.Text("select", "name"), delimiter: n.Text("options", "delimiter")}
			for _, path := range references(n, "fieldPaths") {
				one.paths = append(one.paths, newFieldPath(path.text))
			}
			r.targets = append(r.targets, one)
		}
	}
	return r
}

// keysOf are the keys of a path, without what selects elements of lists: kustomize writes
// spec.containers.[name=app].image, results spec.containers[0].image.
func keysOf(path string) []string {
	var keys []string
	for path != "" {
		switch i := strings.IndexAny(path, ".["); {
		case path[0] == '[':
			end := strings.IndexByte(path, ']')
			if end < 0 {
				return keys
			}
			path = path[end+1:]
		case i < 0:
			keys, path = append(keys, path), ""
		default:
			keys, path = append(keys, path[:i]), strings.TrimPrefix(path[i:], ".")
		}
	}
	return slices.DeleteFunc(keys, func(k string) bool { return k == "" || k == "*" || isIndex(k) })
}

// has reports whether a field is one of those that are selected.
func (s *selected) has(f *Field) bool {
	if s.kind != "" && s.kind != f.Kind.Kind || s.name != "" && !strings.HasSuffix(s.name, f.Object.Text("metadata", "name")) {
		return false
	}
	keys := keysOf(f.Place.Path())
	return slices.ContainsFunc(s.paths, func(p fieldPath) bool {
		return slices.Equal(p.keys, keys) && (p.element == "" || p.element == f.Place.Container())
	})
}

// shifts reports whether a part of a name is meant, by its position. In the cache a name
// has one component more.
func (s *selected) shifts() bool { return s.delimiter == "/" }

// allReplacements are those of a kustomization and of its transformers.
func (k *target) allReplacements() []replacement {
	all := k.replacements
	for _, tr := range k.transformers {
		all = append(all[:len(all):len(all)], tr.replacements...)
	}
	return all
}

// replace follows replacements: fields of which a part is copied or
// replaced by its position stay, and what is copied into an image is one.
func (s *simulation) replace(all []replacement, out *states) {
	for i := range all {
		r := &all[i]
		for _, o := range out.objects {
			for _, f := range s.fieldsOf(&o) {
				if r.source.shifts() && r.source.has(f) || slices.ContainsFunc(r.targets, func(t selected) bool { return t.shifts() && t.has(f) }) {
					s.stay(f, ByPosition)
				}
			}
		}
		s.usedBy(r, out)
		if s.replacesImage(r, out) {
			s.copied(r, out)
		} else if s.replacesAny(r, out) {
			values, _ := s.sources(r, out)
			s.noteCopied(r, values)
		}
	}
}

// replacesImage reports whether a target is an image field, whole or its name.
func (s *simulation) replacesImage(r *replacement, out *states) bool {
	return slices.ContainsFunc(out.objects, func(o object) bool {
		return slices.ContainsFunc(s.fieldsOf(&o), func(f *Field) bool {
			return slices.ContainsFunc(r.targets, func(t selected) bool { return t.has(f) })
		})
	})
}

// copied adds what a replacement copies into images. Where it does not stand in an image
// field itself, the rewriting may leave it, or may not: both are images then.
func (s *simulation) copied(r *replacement, out *states) {
	values, images := s.sources(r, out)
	if len(values) == 0 && !images {
		out.unread = append(out.unread, r.at)
	}
	s.noteCopied(r, values)
	for _, v := range values {
		from := &Field{Text: v.text, unread: &r.at}
		if !s.moving[v.document.place(v.path)] {
			out.add(state{text: v.text, mode: outside, specs: inWorkloads}, from)
		}
		out.add(state{text: v.text, specs: inWorkloads}, from)
	}
}

// sources are the values of the fields that a replacement copies from; none when they are
// not found. images says that some are image fields: what stands there is an image of the
// build already, and moves with its field.
func (s *simulation) sources(r *replacement, out *states) (all []value, images bool) {
	if r.value != nil {
		return []value{*r.value}, false
	}
	others := slices.DeleteFunc(slices.Clone(out.objects), func(o object) bool {
		return slices.ContainsFunc(s.fieldsOf(&o), r.source.has)
	})
	return r.source.values(others), len(others) < len(out.objects)
}

// nodesAt are the scalars at a path of keys, in every element of lists on the way.
func nodesAt(n *yamlbytes.Node, keys []string) []*yamlbytes.Node {
	switch {
	case n == nil:
		return nil
	case n.Kind == yamlbytes.Sequence:
		var all []*yamlbytes.Node
		for _, item := range n.Items {
			all = append(all, nodesAt(item, keys)...)
		}
		return all
	case len(keys) == 0 && n.Kind == yamlbytes.Scalar:
		return []*yamlbytes.Node{n}
	case len(keys) == 0:
		return nil
	}
	return nodesAt(n.Get(keys[0]), keys[1:])
}

// stay has a field stay as it is; the simulation runs again with that.
func (s *simulation) stay(f *Field, reason string) {
	if s.staying[f.At()] == "" {
		s.staying[f.At()] = reason
		s.again = true
	}
}
