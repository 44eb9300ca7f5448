package tree

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Selection is what a replacement or a var copies from or to: fields of the objects that a
// selector chooses, or the parts of such fields between delimiters.
type Selection struct {
	// Kind and name are those of the objects; empty for any. kinds and names are the same as
	// regular expressions, as which kustomize takes them in targets; nil in sources, and for plain ones.
	Kind, name   string
	kinds, names *regexp.Regexp
	suffixes     map[string]bool // every nameSuffix of the tree
	Paths        []FieldPath
	// Delimiter is empty where whole fields are meant.
	Delimiter string
}

// A FieldPath is the path of a field as kustomize writes it.
type FieldPath struct {
	// Keys are the keys on the way, without the positions in lists.
	Keys []string
	// element is the name in [name=…] of the list element that is meant; empty for all.
	element string
}

// newFieldPath reads a path such as spec.containers.[name=app].image.
func newFieldPath(path string) FieldPath {
	_, after, _ := strings.Cut(path, "[name=")
	element, _, _ := strings.Cut(after, "]")
	return FieldPath{keysOf(path), element}
}

// keysOf returns the keys of a path, without what selects the elements of lists: spec, containers
// and image for spec.containers.[name=app].image, the form of kustomize, and for
// spec.containers[0].image, the form of results. A key with dots is in brackets, or has a backslash
// before each dot
// (https://github.com/kubernetes-sigs/kustomize/blob/kyaml/v0.21.2/kyaml/utils/pathsplitter.go).
func keysOf(path string) []string {
	var keys []string
	for path != "" {
		if path[0] == '[' {
			inside, rest, closed := strings.Cut(path[1:], "]")
			if !closed {
				return keys
			}
			if !strings.Contains(inside, "=") {
				keys = append(keys, strings.Trim(inside, `"`))
			}
			path = strings.TrimPrefix(rest, ".")
			continue
		}
		end := 0
		for end < len(path) && path[end] != '[' && (path[end] != '.' || end > 0 && path[end-1] == '\\') {
			end++
		}
		keys = append(keys, strings.ReplaceAll(path[:end], `\.`, "."))
		path = strings.TrimPrefix(path[end:], ".")
	}
	return slices.DeleteFunc(keys, func(k string) bool { return k == "" || k == "*" || manifest.IsIndex(k) })
}

// HasField reports whether a field is one of those that are selected, whole or in part.
func (s *Selection) HasField(f *manifest.Field) bool {
	if !s.selects(f.Kind.Kind, f.Object.Text("metadata", "name")) {
		return false
	}
	keys := keysOf(f.Place.Path())
	return slices.ContainsFunc(s.Paths, func(p FieldPath) bool {
		return slices.Equal(p.Keys, keys) && (p.element == "" || p.element == f.Place.Container())
	})
}

// Chooses reports whether the selector may choose an object.
func (s *Selection) Chooses(o *manifest.Object) bool {
	return s.selects(o.Kind.Kind, o.Name())
}

// selects reports whether the selector may choose an object of a kind and a name. The name in the
// selector may have a prefix or a suffix that the object gets later in the build.
func (s *Selection) selects(kind, name string) bool {
	return (s.Kind == "" || s.Kind == kind || s.kinds != nil && s.kinds.MatchString(kind)) &&
		(s.name == "" || s.mayBecome(name, s.name) || s.names != nil && s.names.MatchString(name))
}

// mayBecome reports whether a name may become another one by a prefix, whatever that is, and by
// suffixes of the tree: app becomes dev-app-v2 where there is a nameSuffix -v2.
func (s *Selection) mayBecome(name, other string) bool {
	if strings.HasSuffix(other, name) || !strings.Contains(other, name) {
		return strings.HasSuffix(other, name)
	}
	// without are what is left of the other name without suffixes, each once: -a and -a-a may be taken
	// off in many ways.
	without, seen := []string{other}, map[string]bool{}
	for len(without) > 0 {
		last := without[len(without)-1]
		without = without[:len(without)-1]
		if strings.HasSuffix(last, name) {
			return true
		}
		for suffix := range s.suffixes {
			if rest, found := strings.CutSuffix(last, suffix); found && !seen[rest] {
				seen[rest] = true
				without = append(without, rest)
			}
		}
	}
	return false
}

// anchored returns the name or the kind in a selector of targets as kustomize's regular expression,
// which matches the whole name; nil for a plain text, and for one that kustomize refuses
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/types/selector.go).
func anchored(text string) *regexp.Regexp {
	if regexp.QuoteMeta(text) == text {
		return nil
	}
	found, _ := regexp.Compile("^(?:" + text + ")$")
	return found
}

// A CopiedValue is a scalar that kustomize copies.
type CopiedValue struct {
	Document *manifest.Document
	Node     *yamlbytes.Node
	Path     string // in the document
	Text     string
	Object   manifest.Object
	// Only says that nothing but one replacement reads it: it is its sourceValue.
	Only bool
}

// Values returns the scalars that the first path selects in those of the objects that the selector
// may choose.
func (s *Selection) Values(objects []*manifest.Object) []CopiedValue {
	var all []CopiedValue
	for _, o := range objects {
		if !s.Chooses(o) {
			continue
		}
		for _, n := range manifest.ScalarsAt(o.Root, s.Paths[0].Keys) {
			all = append(all, CopiedValue{Document: o.Document, Node: n, Path: o.Path(manifest.PathTo(o.Root, n)), Text: n.Value, Object: *o})
		}
	}
	return all
}

// CountsParts reports whether a part of an image's name is meant by its position between
// slashes. A name in the cache has one part more, so there the position is that of another part.
func (s *Selection) CountsParts() bool { return s.Delimiter == "/" }

// A Variable is one of the vars of a kustomization, which replaces $(NAME) by a field.
type Variable struct {
	Name   string
	Source Selection
}

// readVariables reads the vars of a kustomization.
func (t *Tree) readVariables(k *Kustomization) {
	list := k.Document.Root.Get("vars")
	if list == nil {
		return
	}
	for _, n := range list.Items {
		k.Variables = append(k.Variables, Variable{n.Text("name"), Selection{
			Kind: n.Text("objref", "kind"), name: n.Text("objref", "name"), suffixes: t.suffixes,
			Paths: []FieldPath{newFieldPath(cmp.Or(n.Text("fieldref", "fieldpath"), n.Text("fieldref", "fieldPath"), "metadata.name"))},
		}})
	}
}
