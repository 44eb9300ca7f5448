package baseline

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/spelling"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A document is the content of a baseline file.
type document struct {
	APIVersion string  `json:"apiVersion"`
	Kind       string  `json:"kind"`
	Findings   []Entry `json:"findings"`
}

// documentKeys are the keys of a document, entryKeys those of an [Entry].
var (
	documentKeys = []string{"apiVersion", "kind", "findings"}
	entryKeys    = []string{"code", "reason", "file", "kind", "namespace", "name", "field", "image", "count"}
)

// parseText reads the text of a baseline. An error quotes no value: the file may be another one,
// which holds secrets. It names a key only where apiVersion and kind are those of a baseline.
func parseText(text []byte) ([]Entry, error) {
	root, refused := yamlbytes.ParseDocument(text)
	if root == nil && len(refused) > 0 {
		end := refused[len(refused)-1] // it ended the reading
		return nil, wrong(end.Line, "", finding.Finding{Message: end.Message})
	}
	version, kind := root.Text("apiVersion"), root.Text("kind")
	switch {
	case root == nil:
		return nil, wrong(0, "", finding.Finding{Found: "no document", Accepted: identity(v1alpha1.APIVersion, Kind)})
	case version != v1alpha1.APIVersion || kind != Kind:
		return nil, wrong(0, "", finding.Finding{Found: identity(version, kind), Accepted: identity(v1alpha1.APIVersion, Kind)})
	case len(refused) > 0:
		return nil, wrong(refused[0].Line, "", finding.Finding{Message: redact.Text(refused[0].Message)})
	}
	if err := refuseUnknown(root, "", documentKeys); err != nil {
		return nil, err
	}
	return parseEntries(root.Get("findings"))
}

// parseEntries reads the list of entries; nil is one that the document does not have.
func parseEntries(list *yamlbytes.Node) ([]Entry, error) {
	if list == nil || list.IsNull() {
		return nil, nil
	}
	if list.Kind != yamlbytes.Sequence {
		return nil, wrong(list.Line, "findings", finding.Finding{Found: describe(list), Accepted: yamlbytes.Sequence.String()})
	}
	entries := make([]Entry, 0, len(list.Items))
	for i, n := range list.Items {
		e, err := parseEntry(n, fmt.Sprintf("findings[%d]", i))
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// parseEntry reads the entry at a path.
func parseEntry(n *yamlbytes.Node, path string) (Entry, error) {
	e := Entry{line: n.Line}
	if n.Kind != yamlbytes.Mapping {
		return e, wrong(n.Line, path, finding.Finding{Found: describe(n), Accepted: "a map with the keys " + strings.Join(entryKeys, ", ")})
	}
	if err := refuseUnknown(n, path, entryKeys); err != nil {
		return e, err
	}
	for _, field := range []struct {
		key string
		to  *string
	}{
		{"code", &e.Code},
		{"reason", &e.Reason},
		{"file", &e.File},
		{"kind", &e.Kind},
		{"namespace", &e.Namespace},
		{"name", &e.Name},
		{"field", &e.Field},
		{"image", &e.Image},
	} {
		if v := n.Get(field.key); v != nil && v.Kind != yamlbytes.Scalar {
			return e, wrong(v.Line, path+"."+field.key, finding.Finding{Found: describe(v), Accepted: "a text"})
		}
		*field.to = n.Text(field.key)
	}
	if v := n.Get("count"); v != nil && !v.IsNull() {
		count, err := strconv.Atoi(v.Value)
		if err != nil || v.Tag() != "!!int" || count < 0 {
			return e, wrong(v.Line, path+".count", finding.Finding{Found: describe(v), Accepted: "a whole number, which is not negative"})
		}
		e.Count = count
	}
	return e, nil
}

// refuseUnknown refuses the first key of the map at a path that is not among the known ones, and
// names the one that was probably meant.
func refuseUnknown(n *yamlbytes.Node, path string, known []string) error {
	for _, pair := range n.Pairs {
		key := pair.Key
		if key.Kind != yamlbytes.Scalar {
			return wrong(key.Line, path, finding.Finding{Found: "a key that is " + key.Kind.String(), Accepted: strings.Join(known, ", ")})
		}
		if slices.Contains(known, key.Value) {
			continue
		}
		f := finding.Finding{Found: "the key " + shown(key.Value), Accepted: strings.Join(known, ", ")}
		if meant := spelling.Nearest(key.Value, known); meant != "" {
			f.Accepted, f.Hint = "", "did you mean "+meant+"?"
		}
		return wrong(key.Line, path, f)
	}
	return nil
}

// wrong is an error with its place, as far as that is known: a line and a path in the document.
func wrong(line int, path string, f finding.Finding) error {
	f.Field.Path = path
	if line == 0 {
		return &f
	}
	return fmt.Errorf("line %d: %w", line, &f)
}

// identity is how errors say what a document is.
func identity(version, kind string) string {
	return fmt.Sprintf("apiVersion %s and kind %s", shown(version), shown(kind))
}

// shown is the beginning of a text in quotes, without the secrets in it.
func shown(text string) string { return finding.Quote(redact.Text(text)) }

// describe says what a value is, and not which: it may be a secret.
func describe(n *yamlbytes.Node) string {
	switch {
	case n.Kind != yamlbytes.Scalar:
		return n.Kind.String()
	case n.IsNull():
		return "nothing"
	case n.Tag() == "!!int" || n.Tag() == "!!float":
		return "a number"
	}
	return "a text"
}
