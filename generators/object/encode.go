package object

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/yamltext"
)

// YAML returns the object as one YAML document, its keys sorted and the elements of lists indented
// like their key, as kustomize and kpt write it. It fails for a value that JSON cannot encode.
func (o *Object) YAML() (string, error) {
	text, err := JSON(o.Tree())
	if err == nil {
		text, err = yamltext.OfJSON([]byte(text))
	}
	if err != nil {
		return "", fmt.Errorf("writing %s %s: %w", o.Kind, o.Metadata.Name, err)
	}
	return text, nil
}

// JSON returns the object in one line. It fails for a value that JSON cannot encode.
func (o *Object) JSON() (string, error) {
	text, err := JSON(o.Tree())
	if err != nil {
		return "", fmt.Errorf("writing %s %s: %w", o.Kind, o.Metadata.Name, err)
	}
	return text, nil
}

// JSON returns a map in one line. It fails for a value that JSON cannot encode.
func JSON(m Map) (string, error) {
	var b bytes.Buffer
	err := writeJSON(&b, m)
	return b.String(), err
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
