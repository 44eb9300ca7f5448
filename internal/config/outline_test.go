package config

import (
	"strings"
	"testing"

	ecrcache "github.com/amerintlxperts/ecrcache"
	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

// TestOutline: the reader made for the schema reads what the YAML parser reads.
func TestOutline(t *testing.T) {
	_, text, _ := strings.Cut(ecrcache.Definition(), "openAPIV3Schema:\n")
	if diff := cmp.Diff(decoded(t, parsedSchema(t)), outlined(t, newOutline(text))); diff != "" {
		t.Errorf("-parser +outline\n%s", diff)
	}
	const forms = "a:\n  b: it's one\n  c: 'it''s one: [two]'\n  d: [x, 'y:z', w]\n  e:\n    f: -1\ng: false\n"
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(forms), &n); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(decoded(t, &n), outlined(t, newOutline(forms))); diff != "" {
		t.Errorf("-parser +outline\n%s", diff)
	}
}

// parsedSchema is the schema in krmfile.yaml by the YAML parser.
func parsedSchema(t *testing.T) *yaml.Node {
	t.Helper()
	var definition struct {
		Spec struct {
			Versions []struct {
				Schema struct {
					OpenAPIV3Schema yaml.Node `yaml:"openAPIV3Schema"`
				}
			}
		}
	}
	if err := yaml.Unmarshal([]byte(ecrcache.Definition()), &definition); err != nil {
		t.Fatal(err)
	}
	return &definition.Spec.Versions[0].Schema.OpenAPIV3Schema
}

func decoded(t *testing.T, n *yaml.Node) any {
	t.Helper()
	var value any
	if err := n.Decode(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

// outlined is an outline's map as the parser decodes one: its plain scalars, alone,
// are read by the parser.
func outlined(t *testing.T, o outline) any {
	t.Helper()
	m := map[string]any{}
	for l := range o.lines() {
		switch {
		case l.nested.text != "":
			m[l.key] = outlined(t, l.nested)
		case strings.HasPrefix(l.value, "["):
			list := []any{}
			for _, word := range words(l.value) {
				list = append(list, word)
			}
			m[l.key] = list
		default:
			m[l.key] = scalar(t, l.value)
		}
	}
	return m
}

// scalar is a text that stands behind a key. Any but a number or a boolean is a string,
// also one that the parser does not take alone.
func scalar(t *testing.T, text string) any {
	t.Helper()
	var n yaml.Node
	if yaml.Unmarshal([]byte(text), &n) == nil && (n.Content[0].ShortTag() == "!!int" || n.Content[0].ShortTag() == "!!bool") {
		return decoded(t, n.Content[0])
	}
	return unquoted(text)
}

// TestNestedIsLast: no keyword of a schema stands behind a nested one, where newSchema
// would not see it.
func TestNestedIsLast(t *testing.T) {
	nestedIsLast(t, "", parsedSchema(t))
}

func nestedIsLast(t *testing.T, path string, schema *yaml.Node) {
	t.Helper()
	for i := 0; i+1 < len(schema.Content); i += 2 {
		keyword, value := schema.Content[i].Value, schema.Content[i+1]
		if value.Kind != yaml.MappingNode {
			continue
		}
		if i+2 < len(schema.Content) {
			t.Errorf("%s: %s is not the last keyword", path, keyword)
		}
		if keyword != "properties" {
			nestedIsLast(t, path+"/"+keyword, value)
			continue
		}
		for j := 0; j+1 < len(value.Content); j += 2 {
			nestedIsLast(t, path+"/"+value.Content[j].Value, value.Content[j+1])
		}
	}
}

// TestUnknownKeyword: a keyword of the schema that is not enforced is an error, and
// nothing is accepted by it.
func TestUnknownKeyword(t *testing.T) {
	s := newSchema(newOutline("type: object\nproperties:\n  a:\n    type: string\n    format: date\n"))
	if err := s.property("a").err; err == nil || err.Error() != "format: a keyword that is not enforced" {
		t.Errorf("got %v", err)
	}
	p := newProblems()
	s.check("", read([]byte("a: x"), p), p)
	if got := p.sorted().Error(); got != "a: krmfile.yaml: format: a keyword that is not enforced" {
		t.Errorf("got %s", got)
	}
}
