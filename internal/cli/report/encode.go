package report

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/amerintlxperts/ecrcache/internal/redact"
	"go.yaml.in/yaml/v3"
)

// WriteJSON writes a form as indented JSON, without the secrets in its texts. Control characters are escaped, as
// JSON asks.
func WriteJSON(w io.Writer, form any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(redact.Fields(form)); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// WriteYAML writes a form as YAML, without the secrets in its texts, with the keys and the order of its JSON.
func WriteYAML(w io.Writer, form any) error {
	node, err := block(form)
	if err != nil {
		return err
	}
	return encode(w, node)
}

// block is a form as nodes of YAML in block style, with what is secret left out.
func block(form any) (*yaml.Node, error) {
	text, err := json.Marshal(redact.Fields(form))
	if err != nil {
		return nil, err
	}
	var node yaml.Node
	if err := yaml.Unmarshal(text, &node); err != nil {
		return nil, err
	}
	return &node, asBlock(&node)
}

func encode(w io.Writer, node *yaml.Node) error {
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := encoder.Encode(node); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// asBlock drops JSON's brackets, but for empty collections, and the quotes of strings
// that no reader of YAML takes for something else without them, such as no and on.
func asBlock(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode && n.ShortTag() == "!!str" {
		return n.Encode(n.Value)
	}
	if len(n.Content) > 0 {
		n.Style = 0
	}
	for _, child := range n.Content {
		if err := asBlock(child); err != nil {
			return err
		}
	}
	return nil
}
