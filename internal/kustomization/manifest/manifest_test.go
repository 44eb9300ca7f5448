package manifest_test

import (
	"errors"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/google/go-cmp/cmp"
)

// texts are files by their paths.
type texts map[string]string

func (f texts) Read(path string) ([]byte, error) {
	text, ok := f[path]
	if !ok {
		return nil, errors.New("no such file")
	}
	return []byte(text), nil
}
func (texts) IsDir(string) bool    { return false }
func (texts) List(string) []string { return nil }

func documents(t *testing.T, text string) []*manifest.Document {
	t.Helper()
	all, err := manifest.NewReader(texts{"a.yaml": text}).Documents("a.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestObjects: a List is its items, and each field has its place in the file.
func TestObjects(t *testing.T) {
	type object struct{ Kind, Place string }
	for name, test := range map[string]struct {
		text string
		want []object
	}{
		"one":          {"apiVersion: apps/v1\nkind: Deployment\nspec: {image: a}\n", []object{{"Deployment", "spec.image"}}},
		"a List":       {"kind: List\nitems:\n- {kind: Pod, spec: {image: a}}\n- {kind: Job, spec: {image: b}}\n", []object{{"Pod", "items[0].spec.image"}, {"Job", "items[1].spec.image"}}},
		"a typed list": {"kind: PodList\nitems: [{kind: Pod, spec: {image: a}}]\n", []object{{"Pod", "items[0].spec.image"}}},
		"no items":     {"kind: AllowList\nspec: {image: a}\n", []object{{"AllowList", "spec.image"}}},
		"two documents": {
			"kind: Pod\nspec: {image: a}\n---\nkind: Job\nspec: {image: a}\n", []object{{"Pod", "spec.image"}, {"Job", "spec.image"}},
		},
	} {
		var got []object
		for _, d := range documents(t, test.text) {
			for _, o := range d.Objects() {
				got = append(got, object{o.Kind.Kind, d.PlaceOf(o.Path("spec.image")).Path})
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

// TestKindOf: the group and the version are told apart as Kubernetes does it.
func TestKindOf(t *testing.T) {
	for text, want := range map[string][3]string{
		"apiVersion: apps/v1\nkind: Deployment\n": {"apps", "v1", "Deployment"},
		"apiVersion: v1\nkind: Pod\n":             {"", "v1", "Pod"},
		"kind: Pod\n":                             {"", "", "Pod"},
		"spec: {}\n":                              {"", "", ""},
	} {
		kind := manifest.KindOf(documents(t, text)[0].Root)
		if got := [3]string{kind.Group, kind.Version, kind.Kind}; got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// TestInside: what is in a string has the line and the document of the string, and its path after it.
func TestInside(t *testing.T) {
	top := documents(t, "kind: Pod\n---\nkind: Kustomization\npatches:\n- patch: |-\n    spec:\n      image: a\n    ---\n    - op: add\n      path: /spec\n")[1]
	patch := top.Root.At("patches").Items[0].Get("patch")
	inner := top.Inside(patch, "patches[0].patch")
	if len(inner) != 2 {
		t.Fatalf("%d documents", len(inner))
	}
	image := inner[0].Root.At("spec", "image")
	want := manifest.Place{File: "a.yaml", Index: 1, Path: "patches[0].patch: spec.image"}
	if got := inner[0].PlaceOf("spec.image"); got != want || inner[0].LineOf(image) != top.LineOf(patch) || inner[0].Top() != top || inner[0].Above() != top {
		t.Errorf("%+v, line %d", got, inner[0].LineOf(image))
	}
	for name, text := range map[string]string{"a sentence": "s: only words\n", "no YAML": "s: 'a: [b'\n"} {
		d := documents(t, text)[0]
		if got := d.Inside(d.Root.Get("s"), "s"); len(got) > 0 {
			t.Errorf("%s has %d documents", name, len(got))
		}
	}
}

// TestJSONPatch: the operations that set something say what, and where in the object.
func TestJSONPatch(t *testing.T) {
	const text = `
- {op: test, path: /spec/containers/0/image, value: old}
- {op: replace, path: /spec/containers/0/image, value: new}
- {op: add, path: /metadata/annotations/example.com~1a~0b, value: noted}
- {op: add, path: /spec/containers/-, value: {image: more}}
- {op: remove, path: /spec/containers/1}
- {op: move, from: /a, path: /b}
- {op: copy, from: /a, path: /b}
- {op: replace, path: '', value: {spec: {image: whole}}}
`
	root := documents(t, text)[0].Root
	if !manifest.IsJSONPatch(root) {
		t.Error("it is a JSON patch")
	}
	got := map[string]string{}
	for _, part := range manifest.Parts(root) {
		for _, value := range manifest.Texts(part.Root) {
			for _, path := range [][]string{{"spec", "containers", "image"}, {"metadata", "annotations", "example.com/a~b"}, {"spec", "image"}} {
				for _, n := range manifest.ScalarsAt(part.Root, path) {
					got[value] = part.Path(manifest.PathTo(part.Root, n))
				}
			}
		}
	}
	want := map[string]string{"old": "[0].value", "new": "[1].value", "noted": "[2].value", "more": "[3].value.image", "whole": "[7].value.spec.image"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for name, other := range map[string]string{"a map": "op: add\npath: /a\n", "a list": "- a\n", "without a path": "- {op: add, value: a}\n", "empty": "[]\n"} {
		if manifest.IsJSONPatch(documents(t, other)[0].Root) {
			t.Errorf("%s is no JSON patch", name)
		}
	}
}

// TestReader: a file is read once, and its error is told each time.
func TestReader(t *testing.T) {
	files := texts{"a.yaml": "kind: Pod\n", "bad.yaml": "a: [\n"}
	r := manifest.NewReader(files)
	first, err := r.Documents("a.yaml")
	if err != nil {
		t.Fatal(err)
	}
	delete(files, "a.yaml")
	if again, err := r.Documents("a.yaml"); err != nil || len(again) != 1 || again[0] != first[0] {
		t.Errorf("again: %v, %v", again, err)
	}
	for range 2 {
		for _, file := range []string{"bad.yaml", "gone.yaml"} {
			if _, err := r.Documents(file); err == nil {
				t.Errorf("%s has no error", file)
			}
		}
	}
	for path, want := range map[string]string{"../base": "apps/base", "./a.yaml": "apps/web/a.yaml", "/etc/a.yaml": "/etc/a.yaml", "../../..": ".."} {
		if got := r.Within("apps/web", path); got != want {
			t.Errorf("%s is %s", path, got)
		}
	}
}
