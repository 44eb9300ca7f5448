package planted

import (
	"strings"
	"testing"
)

// TestFound: a secret is found as it is, and in base64 at every place of a group.
func TestFound(t *testing.T) {
	for before := range 6 {
		text := strings.Repeat("-", before) + Password("x")
		for _, form := range []string{text, Base64(text), "a" + Base64(text+"\n") + "b"} {
			if Count(form) != 1 || len(Found(form)) != 1 {
				t.Errorf("%s: found %d times", form, Count(form))
			}
		}
	}
	for _, text := range []string{Token(), FineGrained(), DockerConfig(), Credentials(), Manifests()} {
		if Count(text) == 0 {
			t.Errorf("not found in %s", text)
		}
	}
	if n := Count("nothing of the kind, " + Base64("nothing of the kind")); n != 0 {
		t.Errorf("found %d times where there is none", n)
	}
}
