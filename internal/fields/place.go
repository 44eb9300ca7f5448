package fields

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Place is one field, or a group of fields, in which an image stands.
type Place struct {
	// Row is the row that led here.
	Row *Row
	// Via is the row of the chart's values that the field is in; nil for others.
	Via *Row
	// Parent is the map the fields stand in.
	Parent *yamlbytes.Node
	// Object is the object inside the searched one that the fields stand in; nil for
	// the searched one itself.
	Object *yamlbytes.Node
	// Name holds the reference, or the repository.
	Name *yamlbytes.Node
	// Registry, Tag and Digest stand beside Name; nil when the form or the object
	// has none.
	Registry, Tag, Digest *yamlbytes.Node
	// Global is the registry of all charts of a release, which a chart may join to a name
	// in its values; nil for none.
	Global *yamlbytes.Node
	// MayBeShort says of a name with its host in a chart's values that one without would
	// be the same image.
	MayBeShort bool
	// Before and After are what stands in Name around the reference, or is to stand
	// there once it changes: --image=, oci://, a final slash.
	Before, After string
	// Missing is the key under which a new Name is to be added behind Name,
	// because the object has none; empty for all but kustomize's images.
	Missing string

	// at is the step that the row led to, key the one from there to Name, if any.
	at  *pathStep
	key string
	// as turns the path in the object into that in the document; nil for most.
	as func(path string) string
}

// Path returns the field's path as results print it: spec.containers[0].image.
func (p *Place) Path() string {
	if p.at == nil {
		return ""
	}
	path := p.at.String()
	if p.key != "" {
		path = strings.TrimPrefix(path+KeyPart(p.key), ".")
	}
	if p.as != nil {
		path = p.as(path)
	}
	return path
}

// Key returns the key of the map under which the field is; empty in a list.
func (p *Place) Key() string {
	if p.at == nil {
		return ""
	}
	return p.at.key
}

// ElementPath returns the path of the map or the word that the row led to, such as one entry of
// kustomize's images.
func (p *Place) ElementPath() string { return p.at.String() }

// Element returns where that stands in a list; the list is nil when it stands in none.
func (p *Place) Element() (list *yamlbytes.Node, index int) {
	if p.at == nil || p.at.above == nil || p.at.above.node.Kind != yamlbytes.Sequence {
		return nil, 0
	}
	return p.at.above.node, p.at.index
}

// Container returns the name of the container the field belongs to, if it has one.
func (p *Place) Container() string {
	if p.at == nil {
		return ""
	}
	return p.at.container()
}

// Number tells the map or list in which the field stands from any other that the
// search came to, also where one node is reached twice through an alias.
func (p *Place) Number() int {
	switch {
	case p.at == nil:
		return 0
	case p.key != "" || p.at.above == nil:
		return p.at.number
	}
	return p.at.above.number
}

// Keep returns the place as one that stays when the search goes on.
func (p *Place) Keep() *Place {
	kept := *p
	kept.at = p.at.kept()
	return &kept
}

// Texts are the texts of a place's fields, empty for a field that is not there,
// is null, or holds nothing.
type Texts struct{ Registry, Name, Tag, Digest string }

// Texts returns the texts of the fields.
func (p *Place) Texts() Texts {
	name := strings.TrimSuffix(strings.TrimPrefix(textOf(p.Name), p.Before), p.After)
	return Texts{textOf(p.Registry), name, textOf(p.Tag), textOf(p.Digest)}
}

// String puts the texts together to a reference. A digest may stand without its
// algorithm, as in the field sha256.
func (t Texts) String() string {
	if t.Registry == "" && t.Tag == "" && t.Digest == "" {
		return t.Name
	}
	text := t.Name
	if t.Registry != "" {
		text = strings.TrimSuffix(t.Registry, "/") + "/" + text
	}
	if t.Tag != "" {
		text += ":" + t.Tag
	}
	if t.Digest != "" {
		text += "@" + withAlgorithm(t.Digest)
	}
	return text
}

// NameStart returns where the text of Name begins in the reference.
func (t Texts) NameStart() int {
	if t.Registry == "" {
		return 0
	}
	return len(strings.TrimSuffix(t.Registry, "/")) + len("/")
}

// withAlgorithm completes a digest that is written as its hex digits alone. What a
// placeholder brings is not known.
func withAlgorithm(digest string) string {
	if strings.Trim(digest, "0123456789abcdef") != "" {
		return digest
	}
	return "sha256:" + digest
}

// textOf returns a scalar's text; none for null. Block scalars end in a line feed
// that is not part of a reference.
func textOf(n *yamlbytes.Node) string {
	if n == nil || n.IsNull() {
		return ""
	}
	return strings.TrimRight(n.Value, "\n")
}

// NamesItself reports whether the text that says what an image becomes is also the
// name by which kustomize finds it: name:newTag, without name=.
func (p *Place) NamesItself() bool {
	return p.Row.Form == SetImage && p.Before != "" && !strings.HasPrefix(textOf(p.Name), p.Before)
}

// IsAlone reports whether the field at the path holds the reference, or its
// repository with the host, and nothing else.
func (p *Place) IsAlone() bool {
	switch p.Row.Form {
	case Prefix, KustomizeImage, SetImage, OCIAddress:
		return false
	}
	return p.Before == "" && p.After == "" && textOf(p.Registry) == ""
}
