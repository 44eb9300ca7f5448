package imagetag_test

import (
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
