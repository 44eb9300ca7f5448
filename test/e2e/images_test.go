package e2e

import (
	"regexp"
	"strings"
	"testing"
)

const (
	upstream = "ghcr.io/"
	cache    = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/"
)

// imageField is a line that holds an image, and nothing else.
var imageField = regexp.MustCompile(`^( *(?:- )?image: ["']?)ghcr\.io/`)

// rewritten is a manifest as it must come out: the references in image fields
// moved, every other byte as it was.
func rewritten(manifest string) string {
	lines := strings.SplitAfter(manifest, "\n")
	for i := range lines {
		lines[i] = imageField.ReplaceAllString(lines[i], "${1}"+cache)
	}
	return strings.Join(lines, "")
}

// same fails the test where two texts differ first.
func same(t *testing.T, what, want, got string) {
	t.Helper()
	wanted, found := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(wanted), len(found)) {
		if i >= len(wanted) || i >= len(found) || wanted[i] != found[i] {
			t.Fatalf("%s, line %d:\nwant %s\ngot  %s", what, i+1, at(wanted, i), at(found, i))
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(no more lines)"
}
