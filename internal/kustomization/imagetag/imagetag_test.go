package imagetag_test

import (
	"math/rand"
	"regexp"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
)

// TestApply: what an entry makes of an image, by the rules in kustomize's documentation
// (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/): a new tag
// or digest replaces both, a suffix is added to the tag, and a name is a regular expression.
// test/kustomize holds random entries to kustomize's own code.
func TestApply(t *testing.T) {
	for _, test := range []struct {
		entry       imagetag.Image
		image, want string
	}{
		{imagetag.Image{Name: "nginx", NewTag: "v2"}, "nginx:v1", "nginx:v2"},
		{imagetag.Image{Name: "nginx", NewTag: "v2"}, "nginx:v1@sha256:abc", "nginx:v2"},
		{imagetag.Image{Name: "nginx", Digest: "sha256:def"}, "nginx:v1", "nginx@sha256:def"},
		{imagetag.Image{Name: "nginx", NewTag: "v2"}, "library/nginx:v1", "library/nginx:v1"},
		{imagetag.Image{Name: "nginx", NewName: "ghcr.io:5000/o/nginx"}, "nginx:v1@sha256:abc", "ghcr.io:5000/o/nginx:v1@sha256:abc"},
		{imagetag.Image{Name: "nginx", TagSuffix: "-alpine"}, "nginx:v1@sha256:abc", "nginx:v1-alpine"},
		{imagetag.Image{Name: "ghcr.io/o/.*", NewTag: "v2"}, "ghcr.io/o/app:v1", "ghcr.io/o/app:v2"},
		{imagetag.Image{Name: "(", NewTag: "v2"}, "(", "("},
	} {
		if got := test.entry.Apply(test.image); got != test.want {
			t.Errorf("%+v makes %q of %q, want %q", test.entry, got, test.image, test.want)
		}
	}
}

// TestApplyTimes: an entry adds its suffix each time that it finds the image by its name.
func TestApplyTimes(t *testing.T) {
	same := imagetag.NewMatcher(imagetag.Image{Name: "nginx", TagSuffix: "-x"})
	if got := same.ApplyTimes("nginx:v1", 2); got != "nginx:v1-x-x" {
		t.Errorf("the suffix of an entry without newName: %q", got)
	}
	other := imagetag.NewMatcher(imagetag.Image{Name: "nginx", NewName: "ecr/nginx", TagSuffix: "-x"})
	if got := other.ApplyTimes("nginx:v1", 2); got != "ecr/nginx:v1-x" {
		t.Errorf("the suffix of an entry with newName: %q", got)
	}
	if same.CanRename() || !other.CanRename() {
		t.Errorf("CanRename: %t without newName, %t with one", same.CanRename(), other.CanRename())
	}
}

// TestSplit: an image in its parts, and joined again.
func TestSplit(t *testing.T) {
	for _, test := range []struct{ image, name, tag, digest string }{
		{"nginx", "nginx", "", ""},
		{"localhost:5000/app", "localhost:5000/app", "", ""},
		{"localhost:5000/app:v1@sha256:abc", "localhost:5000/app", "v1", "sha256:abc"},
		{"app@sha256:abc", "app", "", "sha256:abc"},
	} {
		name, tag, digest := imagetag.Split(test.image)
		if name != test.name || tag != test.tag || digest != test.digest {
			t.Errorf("%q is %q, %q, %q", test.image, name, tag, digest)
		}
		if got := imagetag.Join(name, tag, digest); got != test.image || imagetag.Name(got) != test.name {
			t.Errorf("%q is joined as %q", test.image, got)
		}
	}
}

// TestWord: an argument of kustomize edit set image, read and written.
func TestWord(t *testing.T) {
	for word, want := range map[string]imagetag.Image{
		"nginx:v2":                          {Name: "nginx", NewTag: "v2"},
		"nginx=ghcr.io/o/nginx":             {Name: "nginx", NewName: "ghcr.io/o/nginx"},
		"nginx=ghcr.io/o/nginx:*":           {Name: "nginx", NewName: "ghcr.io/o/nginx", NewTag: imagetag.Preserved},
		"nginx=ghcr.io/o/nginx@sha256:abc":  {Name: "nginx", NewName: "ghcr.io/o/nginx", Digest: "sha256:abc"},
		"ghcr.io:5000/o/app:v1@sha256:abcd": {Name: "ghcr.io:5000/o/app", NewTag: "v1", Digest: "sha256:abcd"},
	} {
		got := imagetag.ParseWord(word)
		if got != want || got.Word() != word {
			t.Errorf("%q is %+v, written as %q", word, got, got.Word())
		}
	}
}

// TestNames: which names have no registry, are Docker Hub's, and are regular expressions.
func TestNames(t *testing.T) {
	for _, test := range []struct {
		name               string
		bare, hub, pattern bool
	}{
		{"nginx", true, true, false},
		{"library/nginx", true, true, false},
		{"docker.io/library/nginx", false, true, false},
		{"ghcr.io/o/app", false, false, false},
		{"localhost/app", false, false, false},
		{"ghcr.io/o/.*", false, false, true},
		{`ghcr\.io/o/app`, false, false, true},
	} {
		if bare, hub, pattern := imagetag.IsBare(test.name), imagetag.IsDockerHub(test.name), imagetag.IsPattern(test.name); bare != test.bare || hub != test.hub || pattern != test.pattern {
			t.Errorf("%s: without a registry %t, Docker Hub's %t, a regular expression %t", test.name, bare, hub, pattern)
		}
	}
}

// TestPattern: a name finds what it finds as a regular expression, in kustomize's own form of it
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/internal/image/image.go).
func TestPattern(t *testing.T) {
	pieces := []string{
		"ghcr.io", "/", "o", "a.b", "a_b", "aéb", "日", ".", "..", `\.`, `\`, `\d`, `\_`, `\ `, "*", "[ab]", "(", ")", "|", "{2}", "}", "]", "^", "$", "+", "?",
		":", ":v1", "@", "@sha256:abc", "@sha512+b58:Qm", "${D}", "-", " ", "\n", "", "#",
	}
	random := rand.New(rand.NewSource(1))
	text := func(most int) string {
		s := ""
		for range random.Intn(most + 1) {
			s += pieces[random.Intn(len(pieces))]
		}
		return s
	}
	found, is := 0, 0
	for range 20000 {
		name := text(4)
		image := strings.ReplaceAll(name, `\`, "")
		if random.Intn(2) == 0 {
			image = strings.ReplaceAll(image, ".", "é")
		}
		image += text(2)
		finds, err := regexp.Compile("^" + name + "(:[a-zA-Z0-9_.{}-]*)?(@[a-zA-Z0-9]+([.+_-][a-zA-Z0-9]+)*:[a-zA-Z0-9_.{}-]*)?$")
		p := imagetag.NewPattern(name)
		if want := err == nil && finds.MatchString(image); p.Finds(image) != want {
			t.Fatalf("%q finds %q: %t, as an expression %t", name, image, !want, want)
		} else if want {
			found++
		}
		whole, err := regexp.Compile("^" + name + "$")
		want := err == nil && whole.MatchString(image) || err != nil && name == image
		if p.Is(image) != want || p.IsExpression() != (err == nil) {
			t.Fatalf("%q is %q: %t, as an expression %t (%v)", name, image, !want, want, err)
		} else if want {
			is++
		}
	}
	if found < 1500 || is < 1500 {
		t.Errorf("only %d images were found, and %d names", found, is)
	}
}
