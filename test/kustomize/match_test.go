package kustomize

import (
	"math/rand"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	kustomizes "sigs.k8s.io/kustomize/api/filters/imagetag"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// pieces are what images and names are made of.
var pieces = []string{
	"ghcr.io", "ghcr.io:5000", "docker.io", "localhost", "/", "/", "o", "app", "a.b", "a_b", ".*", "[", "(", "a|b", "+",
	":", "v1", "1.2.3", "@", "sha256:abc", "@sha512+b58:Qm", "${D}", "{t}", "-x", "", "nginx",
}

// TestApplyAsKustomize: what an entry makes of an image is what kustomize's own filter
// makes of it.
func TestApplyAsKustomize(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	text := func(most int) string {
		s := ""
		for range random.Intn(most) + 1 {
			s += pieces[random.Intn(len(pieces))]
		}
		return s
	}
	or := func(s string) string {
		if random.Intn(2) == 0 {
			return ""
		}
		return s
	}
	changed := 0
	for range 60000 {
		value := text(6)
		i := imagetag.Image{Name: text(4), NewName: or(text(3)), NewTag: or("v2"), Digest: or("sha256:def")}
		if i.NewTag == "" && i.Digest == "" {
			i.TagSuffix = or("-alpine")
		}
		if random.Intn(2) == 0 { // mostly it is found
			i.Name, _, _ = imagetag.Split(value)
		}
		got, want := i.Apply(value), applied(t, i, value)
		if got != want {
			t.Fatalf("%+v of %q: %q, kustomize makes %q", i, value, got, want)
		}
		if got != value {
			changed++
		}
	}
	if changed < 5000 {
		t.Errorf("only %d images changed", changed)
	}
}

// applied is what kustomize makes of an image.
func applied(t *testing.T, i imagetag.Image, value string) string {
	t.Helper()
	node := yaml.MustParse("kind: Pod\nspec:\n  containers:\n  - image: x\n")
	image, err := node.Pipe(yaml.Lookup("spec", "containers", "0", "image"))
	if err != nil {
		t.Fatal(err)
	}
	image.YNode().Value = value
	filter := kustomizes.LegacyFilter{ImageTag: types.Image{Name: i.Name, NewName: i.NewName, NewTag: i.NewTag, Digest: i.Digest, TagSuffix: i.TagSuffix}}
	if _, err := filter.Filter([]*yaml.RNode{node}); err != nil {
		t.Fatal(err)
	}
	return image.YNode().Value
}
