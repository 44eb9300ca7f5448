package config

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/google/go-cmp/cmp"
)

// TestFill: what is checked gets its types as encoding/json gives them.
func TestFill(t *testing.T) {
	filled := 0
	for _, text := range allTexts(t) {
		if fillsAsJSON(t, text) {
			filled++
		}
	}
	if filled < 100 {
		t.Errorf("only %d texts are configurations", filled)
	}
}

// allTexts are the texts of the tests and of the golden cases, accepted or not.
func allTexts(t *testing.T) []string {
	t.Helper()
	texts := []string{smallest, full}
	for _, text := range same {
		texts = append(texts, text)
	}
	for _, test := range refused {
		texts = append(texts, test.text)
	}
	for _, c := range golden.Cases(t, "../../testdata") {
		texts = append(texts, c.Read(t, "fnconfig.yaml"))
	}
	return texts
}

// fillsAsJSON compares the ways to give the values of a text their types, and reports
// whether it has any.
func fillsAsJSON(t *testing.T, text string) bool {
	t.Helper()
	s, err := published()
	if err != nil {
		t.Fatal(err)
	}
	p := newProblems()
	root := read([]byte(text), p)
	if root == nil || !identify(root, p) {
		return false
	}
	if isConfigMap(root) {
		root = structured(root, p)
	}
	values := s.check("", root, p)
	var ours PullThroughCache
	if err := fill(reflect.ValueOf(&ours).Elem(), values); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(byJSON(t, values), ours); diff != "" {
		t.Errorf("-encoding/json +here\n%s\nof\n%s", diff, text)
	}
	return true
}

func byJSON(t *testing.T, values any) (c PullThroughCache) {
	t.Helper()
	text, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&c); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestFillRefuses: what a type does not hold is an error that says where.
func TestFillRefuses(t *testing.T) {
	for want, values := range map[string]any{
		"spec: colour: the type config.Spec does not have it":                      map[string]any{"spec": map[string]any{"colour": "red"}},
		"spec: upstreams: [0]: registry: the schema gives int, the type is string": map[string]any{"spec": map[string]any{"upstreams": []any{map[string]any{"registry": 1}}}},
		"spec: region: the schema gives a list, the type is string":                map[string]any{"spec": map[string]any{"region": []any{"a"}}},
		"spec: region: a: the type string does not have it":                        map[string]any{"spec": map[string]any{"region": map[string]any{"a": "b"}}},
		"metadata: the schema gives <nil>, the type is config.Metadata":            map[string]any{"metadata": nil},
	} {
		err := fill(reflect.ValueOf(&PullThroughCache{}).Elem(), values)
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
