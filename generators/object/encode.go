package object

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// YAML returns the object as one YAML document, the elements of lists as deep as their
// key, as kustomize and kpt write it.
func (o *Object) YAML() (string, error) {
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	encoder.CompactSeqIndent()
	if err := encoder.Encode(node(o.Tree())); err != nil {
		return "", fmt.Errorf("writing %s %s: %w", o.Kind, o.Metadata.Name, err)
	}
	return b.String(), nil
}

// JSON returns the object in one line.
func (o *Object) JSON() (string, error) {
	text, err := JSON(o.Tree())
	if err != nil {
		return "", fmt.Errorf("writing %s %s: %w", o.Kind, o.Metadata.Name, err)
	}
	return text, nil
}

// JSON returns a map in one line.
func JSON(m Map) (string, error) {
	var b bytes.Buffer
	err := writeJSON(&b, m)
	return b.String(), err
}

func node(value any) *yaml.Node {
	switch v := value.(type) {
	case Map:
		n := &yaml.Node{Kind: yaml.MappingNode}
		for _, f := range v {
			if !Empty(f.Value) {
				n.Content = append(n.Content, text(f.Key), node(f.Value))
			}
		}
		return n
	case List:
		n := &yaml.Node{Kind: yaml.SequenceNode}
		for _, element := range v {
			n.Content = append(n.Content, node(element))
		}
		return n
	case NoElements:
		return &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	case Kept:
		return text(string(v))
	case int:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.Itoa(v)}
	case bool:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: strconv.FormatBool(v)}
	}
	return text(value.(string))
}

// text returns a string, quoted where YAML 1.1 reads it as another type, such as no, on, y and
// 1:30: kubectl, kustomize and Flux read with sigs.k8s.io/yaml, which follows YAML 1.1. That
// library is not used for writing because it sorts keys and folds long lines.
func text(s string) *yaml.Node {
	n := &yaml.Node{}
	if err := n.Encode(s); err != nil { // a string always encodes
		n.SetString(s)
	}
	return n
}

func writeJSON(b *bytes.Buffer, value any) error {
	switch v := value.(type) {
	case Map:
		b.WriteByte('{')
		first := true
		for _, f := range v {
			if Empty(f.Value) {
				continue
			}
			if !first {
				b.WriteByte(',')
			}
			first = false
			if err := writeJSON(b, f.Key); err != nil {
				return err
			}
			b.WriteByte(':')
			if err := writeJSON(b, f.Value); err != nil {
				return err
			}
		}
		b.WriteByte('}')
		return nil
	case List:
		b.WriteByte('[')
		for i, element := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			if err := writeJSON(b, element); err != nil {
				return err
			}
		}
		b.WriteByte(']')
		return nil
	case NoElements:
		b.WriteString("[]")
		return nil
	}
	encoded, err := json.Marshal(value)
	b.Write(encoded)
	return err
}
