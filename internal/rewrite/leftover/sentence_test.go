package leftover

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/hosts"
)

// TestIsInSentence: only words in front of a host, on its line and without any sign of
// YAML, make it part of a longer text.
func TestIsInSentence(t *testing.T) {
	s := NewPass(Run{Rules: &decide.Rules{Hosts: hosts.NewMatcher("ghcr.io", "docker.io")}})
	for text, want := range map[string]bool{
		"docker run --rm ghcr.io/o/app:v1\n":                 true,
		"set -eu\nkubectl set image d/a app=ghcr.io/o/app\n": true,
		"a: docker.io/o/a\nrun\n  it ghcr.io/o/app\n":        true,
		"image: ghcr.io/o/app:v1\n":                          false,
		"- ghcr.io/o/app:v1\n":                               false,
		"- - ghcr.io/o/app:v1\n":                             false,
		"-  -  ghcr.io/o/app:v1\n":                           false,
		"  ghcr.io/o/app:v1\n":                               false,
		"ghcr.io/o/app:v1 is it\n":                           false,
		"image: !!str ghcr.io/o/app\n":                       false,
		"image:\n  !!str ghcr.io/o/app\n":                    false,
		"image:\n  &a ghcr.io/o/app\n":                       false,
		"? ghcr.io/o/app\n":                                  false,
		"'run ghcr.io/o/app'\n":                              false, // not sure
		"{{ or .image\n  default ghcr.io/o/app }}\n":         false,
		"a word\nimage: app\n":                               false,
	} {
		if got := s.isInSentence(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
