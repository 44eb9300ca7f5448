package fields

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Place is a field that holds an image, or several fields that hold its parts.
type Place struct {
	// Row is the row that matches the field.
	Row *Row
	// Via is the row for the chart's values that the field is part of; nil for other fields.
	Via *Row
	// Parent is the map that has the fields.
	Parent *yamlbytes.Node
	// Object is the innermost object that has the fields, when it is inside the searched one;
	// nil for the searched one itself.
	Object *yamlbytes.Node
	// Name is the scalar with the reference, or with the repository.
	Name *yamlbytes.Node
	// Registry, Tag and Digest are scalars in the same map as Name; nil when the form or the
	// object has none.
	Registry, Tag, Digest *yamlbytes.Node
	// Global is the registry of all charts of a release, which a chart may join to a name
	// in its values; nil for none.
	Global *yamlbytes.Node
	// MayBeShort says that the field, in a chart's values, could also hold the name without its
	// host: where docker.io/library/nginx is, nginx would be the same image.
	MayBeShort bool
	// Before and After are the parts of Name around the reference, such as --image=, oci:// or
	// a final slash, as they are or will be when it changes.
	Before, After string
	// Missing is the key under which a new name must be added after Name, because the entry
	// does not have that key. It is only used for kustomize's images.
	Missing string

	// at is the step of the node that the row matches, key the key from there to Name, if any.
	at  *pathStep
	key string
	// as turns a path in the object into the path in the document; nil where they are equal.
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

// ElementPath returns the path of the node that the row matches, such as one entry of kustomize's
// images.
func (p *Place) ElementPath() string { return p.at.String() }

// Element returns the list that has the node which the row matches, and its index there; the list
// is nil when the node is in no list.
func (p *Place) Element() (list *yamlbytes.Node, index int) {
	if p.at == nil || p.at.above == nil || p.at.above.node.Kind != yamlbytes.Sequence {
		return nil, 0
	}
	return p.at.above.node, p.at.index
}

// Container returns the name of the container that has the field; empty for other fields.
func (p *Place) Container() string {
	if p.at == nil {
		return ""
	}
	return p.at.container()
}

// Number identifies the map or list that has the field among all that the search visited. It is
// different for two visits of one node through an alias.
func (p *Place) Number() int {
	switch {
	case p.at == nil:
		return 0
	case p.key != "" || p.at.above == nil:
		return p.at.number
	}
	return p.at.above.number
}

// Keep returns a copy of the place that stays valid when the search goes on.
func (p *Place) Keep() *Place {
	kept := *p
	kept.at = p.at.kept()
	return &kept
}

// Texts are the texts of a place's fields, empty for a field that is missing, null or empty.
type Texts struct{ Registry, Name, Tag, Digest string }

// Texts returns the texts of the fields.
func (p *Place) Texts() Texts {
	name := strings.TrimSuffix(strings.TrimPrefix(textOf(p.Name), p.Before), p.After)
	return Texts{textOf(p.Registry), name, textOf(p.Tag), textOf(p.Digest)}
}

// String joins the texts to a reference. A digest may be given without its algorithm, as in a
// field sha256.
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

// NameStart returns the offset of the text of Name in the reference.
func (t Texts) NameStart() int {
	if t.Registry == "" {
		return 0
	}
	return len(strings.TrimSuffix(t.Registry, "/")) + len("/")
}

// withAlgorithm completes a digest that is written as its hex digits alone. It does not change a
// placeholder, because its value is not known.
func withAlgorithm(digest string) string {
	if strings.Trim(digest, "0123456789abcdef") != "" {
		return digest
	}
	return "sha256:" + digest
}

// textOf returns the text of a scalar; empty for null. It removes the line feed at the end of
// block scalars, which is not part of a reference.
func textOf(n *yamlbytes.Node) string {
	if n == nil || n.IsNull() {
		return ""
	}
	return strings.TrimRight(n.Value, "\n")
}

// NamesItself reports whether a word for kustomize edit set image is name:newTag, without name=:
// the name that changes is then also the one by which kustomize finds the image.
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
