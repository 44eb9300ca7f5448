package kustomization

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// An entry is one image that a kustomization, an object of Flux or Argo CD, or an
// ImageTagTransformer changes.
type entry struct {
	Image
	document *Document
	at       Place
	line     int
	// word says that the entry is a word for kustomize edit set image, as Argo CD
	// has it.
	word bool
	// alone says that no entry can stand beside it: it is a transformer of its own.
	alone bool
	// in is what the entry stands in, where it gives images their names in the cache while
	// something is built.
	in string
	// fixed entries are not ours to change.
	fixed bool
	// newNameLast says that newName is its last key.
	newNameLast bool
	// kept is why its new name stays when images go back, such as that it stayed as it is when
	// its copy was added; copied says that it is one.
	kept   string
	copied bool
	// isLate says that what it looks for is moved before it, which is told.
	isLate bool
	// mended is the name that stands in the file, where that is not the one meant.
	mended string
	group  *group
	// list are the entries of its list.
	list []*entry
}

// A group holds the entries that kustomize sees as one: an entry of a kustomization, and
// those of Flux and Argo CD over it that have the same name.
type group struct {
	members []*entry
	// needs are the names that the entries must find after the rewriting, in order.
	needs  []string
	byName map[string]*need
	bad    bool
	// keeps says that images of files that are not written stay as they are: an image that
	// must not change has the same name.
	keeps bool
}

// A need is what becomes of images of one name.
type need struct {
	name string
	// becomes is, for each member that gives the new name, what that must be.
	becomes map[*entry]string
	// yields says that only images of files that are not written ask for that; they stay
	// as they are where others ask for another.
	yields map[*entry]bool
	// dropped says that the digest goes (digests: Drop), for members that have one.
	dropped map[*entry]bool
	from    state // one image that needs it
}

func (g *group) need(name string, from state) *need {
	if g.byName == nil {
		g.byName = map[string]*need{}
	}
	n := g.byName[name]
	if n == nil {
		n = &need{name: name, from: from, becomes: map[*entry]string{}, yields: map[*entry]bool{}, dropped: map[*entry]bool{}}
		g.byName[name] = n
		g.needs = append(g.needs, name)
	}
	return n
}

// join puts the members of two groups into one.
func (g *group) join(other *group) {
	if g == other {
		return
	}
	for _, e := range other.members {
		e.group = g
	}
	g.members = append(g.members, other.members...)
}

func (t *tree) readEntries(d *Document, list *yamlbytes.Node, path string) []*entry {
	if list == nil {
		return nil
	}
	var all []*entry
	for i, n := range list.Items {
		if e := t.readEntry(d, n, path+"["+itoa(i)+"]"); e != nil {
			all = append(all, e)
		}
	}
	for _, e := range all {
		e.list = all
	}
	t.markCopies(all)
	return all
}

// readEntry reads one entry of images: a map, or a word for kustomize edit set image.
func (t *tree) readEntry(d *Document, n *yamlbytes.Node, path string) *entry {
	e := &entry{document: d, at: d.place(path), line: d.line(n), fixed: t.rules.Fixed(d) != "", newNameLast: isLast(n)}
	switch n.Kind {
	case yamlbytes.Scalar:
		e.word, e.Image = true, readWord(n.Value)
	case yamlbytes.Mapping:
		e.Image = Image{n.Text("name"), n.Text("newName"), n.Text("tagSuffix"), n.Text("newTag"), n.Text("digest")}
	default:
		return nil
	}
	if e.Name == "" {
		severity := finding.Error
		if _, items := t.files.(DocumentFiles); items {
			severity = finding.Warning // a function goes on with what it is given
		}
		t.problem(severity, Nameless, e.at, e.line, "",
			"the entry of images has no name, so kustomize finds nothing by it; give it the name that stands in the manifests")
		return nil
	}
	e.group = &group{members: []*entry{e}}
	return e
}

// preserved is how a word of Argo CD says that a part stays as the kustomization has it.
const preserved = "*"

// readWord reads name=newName:newTag@digest, or name:newTag without the new name
// (https://github.com/kubernetes-sigs/kustomize/blob/kustomize/v5.8.2/kustomize/commands/edit/set/setimage.go).
func readWord(word string) Image {
	name, value, found := strings.Cut(word, "=")
	if !found {
		name, value = "", word
	}
	newName, tag, digest := Split(value)
	if !found {
		return Image{Name: newName, NewTag: tag, Digest: digest}
	}
	return Image{Name: name, NewName: newName, NewTag: tag, Digest: digest}
}

// Word writes an image as a word for kustomize edit set image.
func (i Image) Word() string {
	name := i.Name
	if i.NewName != "" {
		name += "=" + i.NewName
	}
	return join(name, i.NewTag, i.Digest)
}

// A transformer is an ImageTagTransformer, which sees the fields that it names itself; or
// one that patches or replaces, or the function; the entry of those is nil.
type transformer struct {
	entry        *entry
	specs        []spec
	patches      []patch
	replacements []replacement
	function     *function
}

// What an entry stands in.
const (
	inComponent   = "a Component"
	inTransformer = "a transformer"
)

// transformerKind is the kind of kustomize's transformer of images.
const transformerKind = "ImageTagTransformer"

// readTransformers reads the transformers of a kustomization that change images, in their
// order.
func (t *tree) readTransformers(k *target) {
	for _, r := range references(k.document.Root, "transformers") {
		for _, d := range t.configured(k, r, 0) {
			kind := d.Root.Text("kind")
			if f := t.readFunction(d); f != nil {
				k.transformers = append(k.transformers, &transformer{function: f})
				continue
			}
			if kind == "ReplacementTransformer" {
				k.transformers = append(k.transformers, &transformer{replacements: t.readReplacements(k, d)})
				continue
			}
			if kind != transformerKind {
				if patches := t.transformerPatches(k, d, kind); patches != nil {
					k.transformers = append(k.transformers, &transformer{patches: patches})
				}
				continue
			}
			if n := d.Root.Get("imageTag"); n != nil {
				if e := t.readEntry(d, n, "imageTag"); e != nil {
					e.alone, e.in = true, inTransformer
					k.transformers = append(k.transformers, &transformer{entry: e, specs: readSpecs(d.Root.Get("fieldSpecs"))})
				}
			}
		}
	}
}

// transformerPatches reads the patches of a transformer that has some, inline or in files.
func (t *tree) transformerPatches(k *target, d *Document, kind string) []patch {
	inline := map[string]string{"PatchTransformer": "patch", "PatchJson6902Transformer": "jsonOp", "PatchStrategicMergeTransformer": "patches"}[kind]
	if inline == "" {
		return nil
	}
	target := fields.ObjectKind{Group: d.Root.Text("target", "group"), Version: d.Root.Text("target", "version"), Kind: d.Root.Text("target", "kind")}
	var all []patch
	if n := d.Root.Get(inline); n != nil && n.Kind == yamlbytes.Scalar {
		all = append(all, patchOf(d.Inside(n, inline), target))
	}
	files := references(d.Root, "paths")
	if n := d.Root.Get("path"); n != nil && n.Kind == yamlbytes.Scalar {
		files = append(files, reference{n.Value, n, "path"})
	}
	for _, r := range files {
		// A transformer's paths begin where the kustomization stands that names it.
		if documents, err := t.documents(t.within(k.dir, r.text)); err == nil {
			all = append(all, patchOf(documents, target))
		} else {
			k.unread = append(k.unread, t.unreadAt(d, r.node, r.key, r.text))
		}
	}
	return all
}

// deepest bounds how far directories of transformers may lead from one to the next.
const deepest = 16

// configured reads the documents of a transformer's configuration: inline, in a file, or
// in the resources of a directory.
func (t *tree) configured(k *target, r reference, depth int) []*Document {
	if strings.Contains(r.text, "\n") {
		return k.document.Inside(r.node, r.key)
	}
	where := t.within(k.dir, r.text)
	documents, err := t.documents(where)
	if err == nil {
		return documents
	}
	below := t.load(where)
	if below == nil || depth == deepest {
		k.unread = append(k.unread, t.missing(k, r, err))
		return nil
	}
	below.named = true
	var all []*Document
	for _, r := range below.resources {
		all = append(all, t.configured(below, r, depth+1)...)
	}
	return all
}
