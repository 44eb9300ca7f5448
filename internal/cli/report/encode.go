package report

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/yamltext"
)

// WriteJSON writes a form as indented JSON, without the secrets in its texts. Characters that a terminal
// obeys, or that are not seen, are escaped.
func WriteJSON(w io.Writer, form any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(redact.Fields(form)); err != nil {
		return err
	}
	_, err := w.Write(uncommanded(yamltext.WithoutControls(b.Bytes())))
	return err
}

// uncommanded escapes what a runner of CI takes for a command, as redact.Line does; it can only be in a string. No
// line of a form begins with "::".
func uncommanded(text []byte) []byte {
	for _, name := range []string{"[", "vso["} {
		text = bytes.ReplaceAll(text, []byte("##"+name), []byte(`#\u0023`+name))
	}
	return text
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
