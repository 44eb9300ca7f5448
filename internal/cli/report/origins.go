package report

import (
	"io"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/yamltext"
	"go.yaml.in/yaml/v3"
)

// WriteOrigins is WriteYAML with a comment after each value that says where the value comes from.
// origin gives the text for a path: the keys from the top, and for an element of spec.upstreams its
// registry, such as spec, upstreams, ghcr.io, prefix. Any other list is one value, and its comment
// is after its key.
func WriteOrigins(w io.Writer, form any, origin func(path ...string) string) error {
	text, err := yamltext.Marshal(redact.Fields(form))
	if err != nil {
		return err
	}
	text, err = yamltext.Commented(text, func(n *yaml.Node) { comment(n, nil, origin) })
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, text)
	return err
}

// comment adds the comments below a node with the path.
func comment(n *yaml.Node, path []string, origin func(path ...string) string) {
	if n.Kind == yaml.DocumentNode {
		comment(n.Content[0], path, origin)
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		at := append(slices.Clip(path), key.Value)
		switch {
		case value.Kind == yaml.MappingNode && len(value.Content) > 0:
			comment(value, at, origin)
		case value.Kind == yaml.SequenceNode && slices.Equal(at, []string{"spec", "upstreams"}):
			for _, upstream := range value.Content {
				comment(upstream, append(slices.Clip(at), valueOf(upstream, "registry")), origin)
			}
		case value.Kind == yaml.SequenceNode && len(value.Content) > 0:
			key.LineComment = origin(at...)
		default:
			value.LineComment = origin(at...)
		}
	}
}

// valueOf is the value of a key of a map; empty for none.
func valueOf(n *yaml.Node, key string) string {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1].Value
		}
	}
	return ""
}
