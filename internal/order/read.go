package order

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A place is a line of a file.
type place struct {
	file string
	line int
}

func (p place) before(other place) bool {
	return p.file < other.file || p.file == other.file && p.line < other.line
}

// A document is one of a file, or of a text in one.
type document struct {
	file string
	item *yamlbytes.Item
	root *yamlbytes.Node
	// outer is the line of the text that it is in; 0 for most.
	outer int
	// images are the names in it, once somebody asked: a base is in many builds.
	images []string
	known  bool
}

func (d *document) at(n *yamlbytes.Node) place {
	if d.outer > 0 {
		return place{d.file, d.outer}
	}
	return place{d.file, d.item.LineOf(n)}
}

func (d *document) kind() (group, kind string) {
	group, _, _ = strings.Cut(d.root.Text("apiVersion"), "/")
	return group, d.root.Text("kind")
}

// isOurs reports whether ecrcache generate wrote the document.
func (d *document) isOurs() bool {
	return d.root.Text("metadata", "annotations", v1alpha1.OwnerAnnotation) != ""
}

// kustomizationNames are the names that kustomize knows, in its order
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/konfig/general.go).
var kustomizationNames = [...]string{"kustomization.yaml", "kustomization.yml", "Kustomization"}

func isKustomization(file string) bool {
	return slices.Contains(kustomizationNames[:], path.Base(file))
}

// Matters reports whether a text may be a kustomization that names others, or an object
// of Flux or Argo CD that builds one. It is quick: it is asked of every file.
func Matters(text []byte) bool {
	for _, key := range [...]string{"resources:", "bases:", "components:", "transformers:", "images:"} {
		if hasList(text, key) {
			return true
		}
	}
	return bytes.Contains(text, []byte("kustomize.toolkit.fluxcd.io")) ||
		bytes.Contains(text, []byte("argoproj.io")) && bytes.Contains(text, []byte("kind: Application"))
}

// hasList reports whether a key stands at the beginning of a line, and a list behind it.
func hasList(text []byte, key string) bool {
	for rest := text; ; {
		before, behind, found := bytes.Cut(rest, []byte(key))
		if !found {
			return false
		}
		if len(before) == 0 && len(rest) == len(text) || bytes.HasSuffix(before, []byte("\n")) {
			line, next, _ := bytes.Cut(behind, []byte("\n"))
			if value := bytes.TrimSpace(line); len(value) > 0 && value[0] != '#' {
				return value[0] == '[' || value[0] == '&' || value[0] == '*'
			}
			return startsList(next)
		}
		rest = behind
	}
}

// startsList reports whether the first line that says something begins an element.
func startsList(text []byte) bool {
	for line := range bytes.Lines(text) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			return line[0] == '-'
		}
	}
	return false
}

// read are the documents of a file, as far as they can be read: others say what is
// wrong with the rest.
func (t *tree) read(file string) []*document {
	if known, ok := t.documents[file]; ok {
		return known
	}
	text, err := t.files.Read(file)
	if err != nil {
		text = nil
	}
	t.documents[file] = split(file, text, 0)
	return t.documents[file]
}

func split(file string, text []byte, outer int) []*document {
	items, err := yamlbytes.SplitStream(text)
	if err != nil {
		return nil
	}
	var all []*document
	for i := range items {
		root, err := items[i].Parse()
		if err == nil && root != nil && root.Kind != yamlbytes.Scalar {
			all = append(all, &document{file: file, item: &items[i], root: root, outer: outer})
		}
	}
	return all
}

// A kustomization is the one of a directory.
type kustomization struct {
	*document
	dir string
}

// kustomization is that of a directory; nil for one without.
func (t *tree) kustomization(dir string) *kustomization {
	if !t.files.IsDir(dir) {
		return nil
	}
	for _, name := range kustomizationNames {
		if all := t.read(path.Join(dir, name)); len(all) > 0 {
			return &kustomization{all[0], dir}
		}
	}
	return nil
}

func (k *kustomization) isComponent() bool { return k.root.Text("kind") == "Component" }

// list are the texts of a list.
func (k *kustomization) list(key string) []*yamlbytes.Node {
	list := k.root.Get(key)
	if list == nil {
		return nil
	}
	var all []*yamlbytes.Node
	for _, n := range list.Items {
		if n.Kind == yamlbytes.Scalar && n.Value != "" {
			all = append(all, n)
		}
	}
	return all
}

// below is a path that stands in the kustomization.
func (k *kustomization) below(name string) string { return path.Join(k.dir, name) }

// entriesOf are the entries of a list of images.
func entriesOf(d *document, list *yamlbytes.Node) []*entry {
	if list == nil {
		return nil
	}
	var all []*entry
	for _, n := range list.Items {
		if e := entryOf(d, n); e.name != "" {
			all = append(all, e)
		}
	}
	return all
}

func entryOf(d *document, n *yamlbytes.Node) *entry {
	return &entry{d.at(n), n.Text("name"), n.Text("newName"), n.Text("newTag") + n.Text("digest") + n.Text("tagSuffix")}
}

// names are those of the images that a document holds, in any field. A name without a
// host is one only in a field that is called image.
func (d *document) names() []string {
	if !d.known {
		d.eachName(func(name string) { d.images = append(d.images, name) })
		slices.Sort(d.images)
		d.images, d.known = slices.Compact(d.images), true
	}
	return d.images
}

func (d *document) eachName(add func(string)) {
	var walk func(key string, n *yamlbytes.Node)
	walk = func(key string, n *yamlbytes.Node) {
		switch n.Kind {
		case yamlbytes.Mapping:
			for _, p := range n.Pairs {
				walk(p.Key.Value, p.Value)
			}
		case yamlbytes.Sequence:
			for _, item := range n.Items {
				walk("", item)
			}
		default:
			d.nameOf(key, n.Value, add)
		}
	}
	walk("", d.root)
}

// nameOf is the name in one text, or those in a patch that is a text.
func (d *document) nameOf(key, text string, add func(string)) {
	if bytes.ContainsAny([]byte(text), "\n{") {
		for _, inside := range split(d.file, []byte(text), 1) {
			inside.eachName(add)
		}
		return
	}
	ref, err := image.Parse(text)
	if err == nil && (ref.Host != "" || key == "image") {
		add(ref.Name())
	}
}
