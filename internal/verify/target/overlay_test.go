package target

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

// TestOverlay: Flux puts what an image sets into the entry of its name; Argo CD, as
// kustomize edit set image, replaces the entry.
func TestOverlay(t *testing.T) {
	const k = "images:\n- {name: a, newName: b, newTag: v1}\n- {name: c, newTag: v1}\n"
	for _, test := range []struct {
		name, want string
		overlay    Overlay
	}{
		{"Flux sets a tag", "[{name: a, newName: b, newTag: v2}, {name: c, newTag: v1}]", Overlay{images: []image{{name: "a", newTag: "v2"}}}},
		{"Flux sets a name", "[{name: a, newName: d, newTag: v1}, {name: c, newTag: v1}]", Overlay{images: []image{{name: "a", newName: "d"}}}},
		{"Flux sets a digest, and the tag is gone", "[{name: a, newName: b, digest: 'sha256:0'}, {name: c, newTag: v1}]", Overlay{images: []image{{name: "a", digest: "sha256:0"}}}},
		{"Flux adds", "[{name: a, newName: b, newTag: v1}, {name: c, newTag: v1}, {name: x, newTag: v2}]", Overlay{images: []image{{name: "x", newTag: "v2"}}}},
		{"Argo CD replaces", "[{name: a, newTag: v2}, {name: c, newTag: v1}]", Overlay{replaces: true, images: []image{{name: "a", newTag: "v2"}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := map[string]any{}
			must(t, yaml.Unmarshal([]byte(k), &got))
			test.overlay.add(got)
			var want any
			must(t, yaml.Unmarshal([]byte(test.want), &want))
			if diff := cmp.Diff(want, got["images"]); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestShadow: what replaces a file of a shadow leaves the tree as it was.
func TestShadow(t *testing.T) {
	from := t.TempDir()
	write(t, from, map[string]string{"a/kustomization.yaml": "resources: [pod.yaml]\n", "a/pod.yaml": "kind: Pod"})
	c := &tree.Tree{Dir: from}
	s, err := c.Shadow(filepath.Join(t.TempDir(), "shadow"))
	must(t, err)
	o := &Overlay{images: []image{{name: "a", newTag: "v1"}}}
	undo, err := o.Write(s, "a")
	must(t, err)
	if text := readFile(t, c, "a/kustomization.yaml"); text != "resources: [pod.yaml]\n" {
		t.Errorf("the tree has %q", text)
	}
	if text := readFile(t, s, "a/kustomization.yaml"); !strings.Contains(text, "newTag: v1") {
		t.Errorf("the shadow has %q", text)
	}
	must(t, undo())
	if text := readFile(t, s, "a/kustomization.yaml"); text != "resources: [pod.yaml]\n" {
		t.Errorf("afterwards the shadow has %q", text)
	}
}

func readFile(t *testing.T, in *tree.Tree, name string) string {
	t.Helper()
	text, err := os.ReadFile(in.Path(name))
	must(t, err)
	return string(text)
}

// write writes files below a directory.
func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(dir, name)
		must(t, os.MkdirAll(filepath.Dir(file), 0o700))
		must(t, os.WriteFile(file, []byte(text), 0o600))
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestImageOf: what kustomize edit set image takes.
func TestImageOf(t *testing.T) {
	for text, want := range map[string]image{
		"nginx:1.27":                      {name: "nginx", newTag: "1.27"},
		"ghcr.io/o/a=localhost:5000/b:v1": {name: "ghcr.io/o/a", newName: "localhost:5000/b", newTag: "v1"},
		"a=b":                             {name: "a", newName: "b"},
		"localhost:5000/a@sha256:0":       {name: "localhost:5000/a", digest: "sha256:0"},
		"a=b:v1@sha256:0":                 {name: "a", newName: "b", newTag: "v1", digest: "sha256:0"},
	} {
		if got := imageOf(text); got != want {
			t.Errorf("%s: %+v, want %+v", text, got, want)
		}
	}
}

// TestSubstituted: what Flux replaces, and what it leaves.
func TestSubstituted(t *testing.T) {
	for text, want := range map[string]string{
		"image: ${registry}/a:${tag}":         "image: ghcr.io/a:v1",
		"image: ${registry:=quay.io}/a":       "image: ghcr.io/a",
		"image: ${other:=quay.io}/a:${x:-v2}": "image: quay.io/a:v2",
		"image: ${unknown}/a":                 "image: ${unknown}/a",
		"run: $${tag} $tag":                   "run: $${tag} $tag",
		"empty: ${none:=}":                    "empty: ",
	} {
		if got := string(substituted([]byte(text), map[string]string{"registry": "ghcr.io", "tag": "v1"})); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
