package wildcard_test

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/live/wildcard"
)

// TestMatches: a pattern is of the whole text, and nothing but its wildcards has a meaning.
func TestMatches(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		stars, marks  bool
	}{
		{"", "", true, true},
		{"", "a", false, false},
		{"*", "", true, true},
		{"*", "a/b\nc", true, true},
		{"ghcr/*", "ghcr/team/app", true, true},
		{"ghcr/*", "my-ghcr/team", false, false},
		{"*-rc", "v1-rc", true, true},
		{"*-rc", "v1-rc2", false, false},
		{"v1.0", "v1.0", true, true},
		{"v1.0", "v1x0", false, false},
		{"[ab]", "a", false, false},
		{`a\`, `a\`, true, true},
		{`\*`, `\a`, true, true},
		{"v?", "v1", false, true},
		{"v?", "v?", true, true},
		{"v?", "v", false, false},
		{"v?", "vé", false, true},
	} {
		if got := wildcard.Stars(c.pattern, c.text); got != c.stars {
			t.Errorf("Stars(%q, %q) is %t", c.pattern, c.text, got)
		}
		if got := wildcard.StarsAndMarks(c.pattern, c.text); got != c.marks {
			t.Errorf("StarsAndMarks(%q, %q) is %t", c.pattern, c.text, got)
		}
	}
}
