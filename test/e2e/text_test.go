package e2e

import (
	"regexp"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/images"
)

// registry is the one of the account and Region in the examples, with the rule's
// prefix, as AWS spells it.
const registry = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/"

// imageOfGHCR finds an image of ghcr.io, in quotes or not, but not in a comment.
var imageOfGHCR = regexp.MustCompile(`(?m)^([^#\n]*\bimage: *["']?)ghcr\.io/`)

// throughCache is what the function owes a user: every image of ghcr.io is pulled
// through the cache, and no other byte of the text is another.
func throughCache(text string) string {
	return imageOfGHCR.ReplaceAllString(text, "${1}"+registry)
}

// same fails the test unless the texts are equal, and shows where they part.
func same(t *testing.T, what, want, got string) {
	t.Helper()
	if want == got {
		return
	}
	w, g := strings.SplitAfter(want, "\n"), strings.SplitAfter(got, "\n")
	for i := range max(len(w), len(g)) {
		if i >= len(w) || i >= len(g) || w[i] != g[i] {
			t.Errorf("%s: line %d\nwant %q\n got %q", what, i+1, strings.Join(w[min(i, len(w)):min(i+3, len(w))], ""),
				strings.Join(g[min(i, len(g)):min(i+3, len(g))], ""))
			return
		}
	}
}

// left lists the images of rendered manifests that ghcr.io still serves. Manifests
// without any image fail the test: nothing would be left of nothing.
func left(t *testing.T, manifests string) []string {
	t.Helper()
	all, err := images.Read([]byte(manifests))
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("the manifests hold no image at all")
	}
	var references []string
	for _, i := range all {
		if i.FromGHCR() {
			references = append(references, i.Reference)
		}
	}
	return references
}
