package fields

import (
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/document"
)

// A Place is one field, or a group of fields, in which an image stands.
type Place struct {
	// Path is the field's path as results print it: spec.containers[0].image.
	Path string
	// Row is the row that led here.
	Row *Row
	// Parent is the map the fields stand in.
	Parent *document.Node
	// Name holds the reference, or the repository.
	Name *document.Node
	// Registry, Tag and Digest stand beside Name; nil when the form or the object
	// has none.
	Registry, Tag, Digest *document.Node
	// Before and After are what stands in Name around the reference, or is to stand
	// there once it changes: --image=, oci://, a final slash.
	Before, After string
	// Container is the name of the container the field belongs to, if it has one.
	Container string
	// Missing is the key under which a new Name is to be added behind Name,
	// because the object has none; empty for all but kustomize's images.
	Missing string
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
	text := t.Name
	if t.Registry != "" {
		text = strings.TrimSuffix(t.Registry, "/") + "/" + text
	}
	if t.Tag != "" {
		text += ":" + t.Tag
	}
	if t.Digest != "" {
		text += "@" + WithAlgorithm(t.Digest)
	}
	return text
}

// WithAlgorithm completes a digest that is written as its hex digits alone.
func WithAlgorithm(digest string) string {
	if strings.Contains(digest, ":") {
		return digest
	}
	return "sha256:" + digest
}

// textOf returns a scalar's text; none for null. Block scalars end in a line feed
// that is not part of a reference.
func textOf(n *document.Node) string {
	if n == nil || n.IsNull() {
		return ""
	}
	return strings.TrimRight(n.Value, "\n")
}

// A step is the way to a node, kept as a chain so that a path costs nothing
// until somebody asks for it.
type step struct {
	above *step
	node  *document.Node
	key   string
	index int
}

// parent returns the nearest map above.
func (s *step) parent() *document.Node {
	for s = s.above; s != nil; s = s.above {
		if s.node.Kind == document.Mapping {
			return s.node
		}
	}
	return nil
}

// container returns the name of the container that the node is in, or is.
func (s *step) container() string {
	for ; s.above != nil && s.above.above != nil; s = s.above {
		if s.above.node.Kind == document.Sequence && strings.HasSuffix(strings.ToLower(s.above.key), "containers") {
			return s.node.Text("name")
		}
	}
	return ""
}

// String writes the path from the root: keys joined by dots, list positions in
// brackets, and keys that hold more than letters, digits, _ and - quoted.
func (s *step) String() string {
	var parts []string
	for ; s.above != nil; s = s.above {
		parts = append(parts, s.part())
	}
	var b strings.Builder
	for i := len(parts) - 1; i >= 0; i-- {
		b.WriteString(parts[i])
	}
	return strings.TrimPrefix(b.String(), ".")
}

func (s *step) part() string {
	switch {
	case s.above.node.Kind == document.Sequence:
		return "[" + strconv.Itoa(s.index) + "]"
	case isSimpleKey(s.key):
		return "." + s.key
	}
	return "[" + strconv.Quote(s.key) + "]"
}

func isSimpleKey(key string) bool {
	for _, c := range []byte(key) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '_', c == '-':
		default:
			return false
		}
	}
	return key != ""
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
