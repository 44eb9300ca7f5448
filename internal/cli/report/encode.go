package report

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/yamltext"
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

// WriteYAML writes a form as YAML, without the secrets in its texts, with the keys of its JSON, sorted.
func WriteYAML(w io.Writer, form any) error {
	text, err := yamltext.Marshal(redact.Fields(form))
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, text)
	return err
}
