package decide

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
)

// TestEditTexts: an edit on a whole reference changes the field that it falls into, and the
// fields together are the reference with that edit.
func TestEditTexts(t *testing.T) {
	const cache = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/"
	edit := func(whole, old, is string) image.Edit {
		for i := 0; i+len(old) <= len(whole); i++ {
			if whole[i:i+len(old)] == old {
				return image.Edit{Start: i, End: i + len(old), New: is}
			}
		}
		t.Fatalf("%q is not in %q", old, whole)
		return image.Edit{}
	}
	for name, test := range map[string]struct {
		held    fields.Texts
		old, is string
		want    fields.Texts
	}{
		"one field":                {fields.Texts{Name: "ghcr.io/org/app:v1"}, "ghcr.io/", cache, fields.Texts{Name: cache + "org/app:v1"}},
		"registry and name":        {fields.Texts{Registry: "ghcr.io", Name: "org/app"}, "ghcr.io/", cache, fields.Texts{Registry: "123456789012.dkr.ecr.ca-central-1.amazonaws.com", Name: "ghcr/org/app"}},
		"a registry with a slash":  {fields.Texts{Registry: "ghcr.io/", Name: "org/app"}, "ghcr.io/", cache, fields.Texts{Registry: "123456789012.dkr.ecr.ca-central-1.amazonaws.com/", Name: "ghcr/org/app"}},
		"tag beside it":            {fields.Texts{Name: "ghcr.io/org/app", Tag: "v1"}, "ghcr.io/", cache, fields.Texts{Name: cache + "org/app", Tag: "v1"}},
		"a digest that goes":       {fields.Texts{Name: "ghcr.io/org/app", Tag: "v1", Digest: "sha256:ab"}, "@sha256:ab", "", fields.Texts{Name: "ghcr.io/org/app", Tag: "v1"}},
		"a digest without a tag":   {fields.Texts{Name: "ghcr.io/org/app", Digest: "sha256:ab"}, "@sha256:ab", "", fields.Texts{Name: "ghcr.io/org/app"}},
		"a part of the tag":        {fields.Texts{Name: "ghcr.io/org/app", Tag: "v1@sha256:ab"}, "@sha256:ab", "", fields.Texts{Name: "ghcr.io/org/app", Tag: "v1"}},
		"a registry alone changes": {fields.Texts{Registry: "ghcr.io", Name: "org/app"}, "ghcr", "quay", fields.Texts{Registry: "quay.io", Name: "org/app"}},
	} {
		whole := test.held.String()
		e := edit(whole, test.old, test.is)
		got := editTexts(test.held, e)
		if got != test.want {
			t.Errorf("%s: %+v, want %+v", name, got, test.want)
		}
		if got.String() != e.Apply(whole) {
			t.Errorf("%s: together they are %q, want %q", name, got.String(), e.Apply(whole))
		}
	}
}

// TestWithoutDouble: only a placeholder that is there twice goes, never a digest.
func TestWithoutDouble(t *testing.T) {
	for text, want := range map[string]string{
		"r/app@${DIGEST}@${DIGEST}": "r/app@${DIGEST}",
		"r/app@{{ d }}@{{ d }}":     "r/app@{{ d }}",
		"r/app@${DIGEST}":           "r/app@${DIGEST}",
		"r/app@${A}@${B}":           "r/app@${A}@${B}",
		"r/app@sha256:a@sha256:a":   "r/app@sha256:a@sha256:a",
		"r/app@$A:v1@$A:v1":         "r/app@$A:v1@$A:v1",
		"app":                       "app",
	} {
		if got := withoutDouble(text); got != want {
			t.Errorf("%s became %s, want %s", text, got, want)
		}
	}
}

// TestDigestAlgorithm: a chart may put the algorithm of a digest behind the repository, and its hex
// digits into the tag.
func TestDigestAlgorithm(t *testing.T) {
	for repository, want := range map[string]string{
		"ghcr.io/org/app@sha256":    "@sha256",
		"ghcr.io/org/app":           "",
		"ghcr.io/org/app@sha256:ab": "",
		"localhost:5000/app@sha512": "@sha512",
		"":                          "",
	} {
		if got := DigestAlgorithm(repository); got != want {
			t.Errorf("%q: %q, want %q", repository, got, want)
		}
	}
}

// TestNamesRepository: such a key holds the whole name of an image, others may hold a part of it.
func TestNamesRepository(t *testing.T) {
	for key, want := range map[string]bool{
		"image": true, "sidecarImage": true, "IMAGE": true, "POSTGRES_IMAGE_NAME": true, "imageName": true, "repository": true,
		"organization": false, "images": false, "registry": false, "name": false,
	} {
		if got := namesRepository(key); got != want {
			t.Errorf("%s: %t", key, got)
		}
	}
}
