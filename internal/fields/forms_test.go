package fields_test

import (
	"fmt"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/google/go-cmp/cmp"
)

// TestSetImage: of kustomize edit set image's word, the place is what an image
// becomes, and before it stands the name that kustomize looks for.
func TestSetImage(t *testing.T) {
	for word, want := range map[string]string{
		"ghcr.io/a/b:v1":              "ghcr.io/a/b= ghcr.io/a/b:v1",
		"ghcr.io/a/b":                 "ghcr.io/a/b= ghcr.io/a/b",
		"ghcr.io/a/b@sha256:0":        "ghcr.io/a/b= ghcr.io/a/b@sha256:0",
		"ghcr.io/a/b:v1@sha256:0":     "ghcr.io/a/b= ghcr.io/a/b:v1@sha256:0",
		"localhost:5000/a/b":          "localhost:5000/a/b= localhost:5000/a/b",
		"localhost:5000/a/b:v1":       "localhost:5000/a/b= localhost:5000/a/b:v1",
		"b=ghcr.io/a/b:v1":            "b= ghcr.io/a/b:v1",
		"ghcr.io/a/b=ghcr.io/c/d:v1":  "ghcr.io/a/b= ghcr.io/c/d:v1",
		"ghcr.io/a/b:v0=ghcr.io/c/d:": "ghcr.io/a/b:v0= ghcr.io/c/d:",
		"ghcr.io/a/b:${T:=v1}":        "ghcr.io/a/b= ghcr.io/a/b:${T:=v1}",
		"ghcr.io/a/b:${T:-c/d:e}":     "ghcr.io/a/b= ghcr.io/a/b:${T:-c/d:e}",
		"b=ghcr.io/a/b@{{ a == d }}":  "b= ghcr.io/a/b@{{ a == d }}",
	} {
		places := find(t, fields.Row{Path: "images[]", Form: fields.SetImage}, "images: ['"+word+"']")
		if len(places) != 1 {
			t.Fatalf("%s: %d places", word, len(places))
		}
		if got := places[0].Before + " " + places[0].Texts().Name; got != want {
			t.Errorf("%s: got %q, want %q", word, got, want)
		}
	}
}

// TestSpellings: the keys by which operators name the parts of one image.
func TestSpellings(t *testing.T) {
	for _, test := range []struct {
		form         fields.Form
		object, want string
	}{
		{fields.ImageMap, "{registry: r, repository: a/b, tag: v1}", "r/a/b:v1"},
		{fields.ImageMap, "{repo: r/a, tag: v1}", "r/a:v1"},
		{fields.ImageMap, "{name: r/a, tag: v1}", "r/a:v1"},
		{fields.ImageMap, "{image: r/a, imageTag: v1}", "r/a:v1"},
		{fields.ImageMap, "{repository: r/a, versionTag: v1}", "r/a:v1"},
		{fields.ImageMap, "{repository: r/a, sha: '0'}", "r/a@sha256:0"},
		{fields.ImageMap, "{repository: r/a, tag: v1, digest: 'sha512:0'}", "r/a:v1@sha512:0"},
		// The tag is a tag, whatever else is called a version.
		{fields.ImageMap, "{repository: r/a, version: v2, tag: v1}", "r/a:v1"},
		// The repository comes first: a name beside it is joined by the operator.
		{fields.ImageMap, "{registry: r, repository: a, name: b, tag: v1}", "r/a:v1"},
		{fields.ImageMap, "{repository: '', name: r/a}", "r/a"},
		{fields.ImageMap, "{repository: null, image: r/a}", "r/a"},
		{fields.ImageMap, "{repository: {a: b}, image: r/a}", "r/a"},
		{fields.Image, "r/a:v1", "r/a:v1"},
		{fields.Image, "[r/a:v1]", ""},
	} {
		got := ""
		for _, p := range find(t, fields.Row{Path: "spec", Form: test.form}, "spec: "+test.object) {
			got += p.Texts().String()
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.object, got, test.want)
		}
	}
	// Kiali and AWX write the version of the image beside its name.
	places := find(t, fields.Row{Path: "image_name", Form: fields.Repository}, "{image_name: r/a, image_version: v1}")
	if len(places) != 1 || places[0].Texts().String() != "r/a:v1" {
		t.Errorf("image_version: %v", places)
	}
}

// TestMergeKeys: what a merge key brings in counts where it is used, each image
// with the node that holds its text.
func TestMergeKeys(t *testing.T) {
	object := "base: &base {image: a, args: [x]}\nspec:\n  containers:\n  - <<: *base\n    name: one\n  - <<: *base\n    image: b\n"
	var got []string
	for _, p := range find(t, fields.Row{Path: "spec/containers[]/image"}, object) {
		got = append(got, fmt.Sprintf("%s %s", p.Path(), p.Name.Value))
	}
	if diff := cmp.Diff([]string{"spec.containers[0].image a", "spec.containers[1].image b"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// find lists the places of one row in an object.
func find(t *testing.T, row fields.Row, object string) []fields.Place {
	t.Helper()
	finder, err := fields.NewFinder([]fields.Row{row})
	if err != nil {
		t.Fatal(err)
	}
	var places []fields.Place
	eachObject(t, object, func(o *yamlbytes.Node) {
		finder.NewSearch().Find(fields.ObjectKind{}, o, func(p *fields.Place) { places = append(places, *p.Keep()) })
	})
	return places
}

// TestDigestsOfPlaceholders: an algorithm is added to hex digits alone; what a
// placeholder brings is not known.
func TestDigestsOfPlaceholders(t *testing.T) {
	for digest, want := range map[string]string{
		"0123abcd":      "r/a@sha256:0123abcd",
		"sha512:0123":   "r/a@sha512:0123",
		"${DIGEST}":     "r/a@${DIGEST}",
		"{{ .digest }}": "r/a@{{ .digest }}",
	} {
		if got := (fields.Texts{Name: "r/a", Digest: digest}).String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestNamesItself: name:newTag of kustomize is also the name by which it is found.
func TestNamesItself(t *testing.T) {
	for word, want := range map[string]bool{"ghcr.io/a/b:v1": true, "b=ghcr.io/a/b:v1": false} {
		places := find(t, fields.Row{Path: "images[]", Form: fields.SetImage}, "images: ['"+word+"']")
		if got := places[0].NamesItself(); got != want {
			t.Errorf("%s: %v", word, got)
		}
	}
}
