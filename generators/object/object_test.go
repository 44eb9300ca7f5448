package object_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
	sigsyaml "sigs.k8s.io/yaml"
)

// hard are texts that readers of YAML take for something else, or that have no
// place on a line.
var hard = []string{"", "on", "NO", "y", "N", "off", "Yes", "1:30", "190:20:30", "1_000", "0b1", "0o7", ".inf", "<<", "~", "null", "012", "1e3", "0x1F", "12:30", "2026-11-25", "=", "- a", "a: b", "a #b", "*a", "&a", "!x", "%x", "@x", "`x`", "'", `"`, `\`, "a\nb\n", " a ", "\t", "é", "\u2028", "{}", "[]", "${X}", "true"}

// TestSame: the two texts of an object mean the same, and what was put in, to readers
// of YAML 1.1 as well.
func TestSame(t *testing.T) {
	o := object.Object{APIVersion: "v1", Kind: "ConfigMap", Metadata: object.Metadata{Name: "a", Namespace: "b"}}
	var data, list object.Map
	for i, text := range hard {
		data = append(data, object.Field{Key: "k" + strings.Repeat("x", i), Value: object.KeepEmpty(text)})
	}
	o.Metadata.Labels = object.Map{{Key: "on", Value: object.KeepEmpty("")}, {Key: "gone", Value: ""}}
	o.Body = object.Map{
		{Key: "data", Value: data},
		{Key: "spec", Value: object.Map{{Key: "n", Value: 0}, {Key: "no", Value: false}, {Key: "list", Value: object.List{object.Map{{Key: "a", Value: "1"}}, "2"}}, {Key: "empty", Value: list}, {Key: "none", Value: object.NoElements{}}}},
	}
	block, err := o.YAML()
	if err != nil {
		t.Fatal(err)
	}
	flow, err := o.JSON()
	if err != nil {
		t.Fatal(err)
	}
	var fromBlock, fromFlow, asKubernetes any
	if err := yaml.Unmarshal([]byte(block), &fromBlock); err != nil {
		t.Fatal(err)
	}
	if err := sigsyaml.Unmarshal([]byte(block), &asKubernetes); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(flow), &fromFlow); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(fromBlock)
	if err != nil {
		t.Fatal(err)
	}
	var asJSON any
	if err := json.Unmarshal(again, &asJSON); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(fromFlow, asJSON); diff != "" {
		t.Errorf("-JSON +YAML\n%s", diff)
	}
	if diff := cmp.Diff(fromFlow, asKubernetes); diff != "" {
		t.Errorf("-JSON +YAML as Kubernetes reads it\n%s", diff)
	}
	read := asJSON.(map[string]any)
	for i, text := range hard {
		if got := read["data"].(map[string]any)["k"+strings.Repeat("x", i)]; got != text {
			t.Errorf("%q comes back as %#v", text, got)
		}
	}
	want := map[string]any{"name": "a", "namespace": "b", "labels": map[string]any{"on": ""}}
	if diff := cmp.Diff(want, read["metadata"]); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff(map[string]any{"n": 0.0, "no": false, "list": []any{map[string]any{"a": "1"}, "2"}, "none": []any{}}, read["spec"]); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestSet: a key keeps its place, a new one comes last.
func TestSet(t *testing.T) {
	m := object.Map{{Key: "a", Value: "1"}, {Key: "b", Value: "2"}}
	m = m.Set("a", "3").Set("c", "4")
	if diff := cmp.Diff(object.Map{{Key: "a", Value: "3"}, {Key: "b", Value: "2"}, {Key: "c", Value: "4"}}, m); diff != "" || m.Has("d") || !m.Has("c") {
		t.Error(diff)
	}
}

// TestGroup: the core group has no name.
func TestGroup(t *testing.T) {
	for version, want := range map[string]string{"v1": "", "iam.services.k8s.aws/v1alpha1": "iam.services.k8s.aws"} {
		o := object.Object{APIVersion: version}
		if got := o.Group(); got != want {
			t.Errorf("%s: %q", version, got)
		}
	}
}

// TestText: a path that ends before a text, or goes on after it, leads to none.
func TestText(t *testing.T) {
	m := object.Map{{Key: "a", Value: object.Map{{Key: "b", Value: "x"}, {Key: "c", Value: object.KeepEmpty("y")}}}, {Key: "d", Value: "z"}, {Key: "e", Value: 1}}
	for path, want := range map[string]string{"a b": "x", "a c": "y", "d": "z", "a": "", "e": "", "a x": "", "d b": "", "a b c": ""} {
		if got := m.Text(strings.Fields(path)...); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

// TestWritten: the line that says who wrote a file does not end in an owner.
func TestWritten(t *testing.T) {
	for owner, want := range map[string]string{
		"ghcr": "ghcr", "a b": "a b", "é": "é", "a\nb": "a b", "a\r\nb": "a  b", "a\rb": "a b", "a\u0085b": "a b", "a\u2028b": "a b", "a\u2029b": "a b",
		"a\x00b": "a b", "a\tb": "a b", "a\vb": "a b", "a\fb": "a b", "a\x1bb": "a b", "a\x7fb": "a b", "\n": " ", "a\x85b": "a\ufffdb",
	} {
		if got := object.Written(owner); got != object.WrittenFrom+want+". Change that, not this file." {
			t.Errorf("%q: %q", owner, got)
		}
	}
}
