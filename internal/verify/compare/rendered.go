package compare

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A rendered object is a document of a builder's output.
type rendered struct {
	text []byte
	root *yaml.Node // nil for a CustomResourceDefinition, which is compared as a text
	kind string
	name string // with the namespace
	key  string // apiVersion, kind and name: the same object has the same key after rewriting
}

// documents splits the output of a builder at the lines that separate documents. kustomize and Helm
// write these at the beginning of a line, and indent the text of strings.
func documents(out []byte) [][]byte {
	var all [][]byte
	start, at := 0, 0
	for line := range bytes.Lines(out) {
		if bytes.Equal(bytes.TrimRight(line, " \t\r\n"), []byte("---")) {
			all = append(all, out[start:at])
			start = at + len(line)
		}
		at += len(line)
	}
	return append(all, out[start:])
}

// read reads one document. It returns nil for one that is empty or no object. Of a
// CustomResourceDefinition, which can be very large, it does not parse the YAML.
func read(text []byte) (*rendered, error) {
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, nil
	}
	r := &rendered{text: text}
	if bytes.Contains(text, []byte("\nkind: CustomResourceDefinition")) {
		r.kind, r.name = "CustomResourceDefinition", afterLine(text, "\n  name: ")
		r.key = r.kind + " " + r.name
		return r, nil
	}
	var n yaml.Node
	if err := yaml.Unmarshal(text, &n); err != nil {
		return nil, err
	}
	if n.Kind == 0 || len(n.Content) == 0 || n.Content[0].Kind != yaml.MappingNode {
		return nil, nil // only comments, or nothing that Kubernetes takes
	}
	r.root = n.Content[0]
	metadata := value(r.root, "metadata")
	r.kind = textOf(value(r.root, "kind"))
	r.name = strings.Trim(textOf(value(metadata, "namespace"))+"/"+textOf(value(metadata, "name")), "/")
	r.key = textOf(value(r.root, "apiVersion")) + " " + r.kind + " " + r.name
	return r, nil
}

// afterLine returns the rest of the line after a mark.
func afterLine(text []byte, mark string) string {
	_, rest, _ := bytes.Cut(text, []byte(mark))
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	return string(line)
}

// value returns the value of a key of a map; nil when it has none.
func value(m *yaml.Node, key string) *yaml.Node {
	m = resolved(m)
	if m == nil || m.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value == key {
			return resolved(m.Content[i+1])
		}
	}
	return nil
}

// resolved returns the node that an alias refers to, or the node itself.
func resolved(n *yaml.Node) *yaml.Node {
	for n != nil && n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

// textOf returns the text of a scalar; empty for anything else.
func textOf(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode {
		return ""
	}
	return n.Value
}

// A hash of kustomize is hashLength long, such as k2m5f8h9t4, and has none of notInHash
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/hasher/hasher.go).
const (
	hashLength = 10
	notInHash  = "aeiou013./ "
)

// withoutHash returns a key without the hash that kustomize adds to the names of ConfigMaps and
// Secrets, because it changes with their content
// (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/).
func withoutHash(key string) string {
	i := strings.LastIndexByte(key, '-')
	if i < 0 || len(key)-i-1 != hashLength || strings.ContainsAny(key[i+1:], notInHash) {
		return key
	}
	return key[:i]
}
