package redact

import "testing"

// TestLine: a text cannot move the cursor, change a title, turn the direction of
// text, or begin a line of its own.
func TestLine(t *testing.T) {
	for text, want := range map[string]string{
		"ghcr.io/amerintlxperts/app:v1": "ghcr.io/amerintlxperts/app:v1",
		"Größe…":                        "Größe…",
		"a\x1b[2Jb":                     `a\x1b[2Jb`,
		"a\x1b]0;title\ab":              `a\x1b]0;title\ab`,
		"a\u202eb":                      `a\u202eb`,
		"a\u009b2Jb":                    `a\u009b2Jb`,
		"a\nb":                          "a b",
		"a\rb":                          `a\rb`,
		"a\xffb":                        "a\ufffdb",
		"::stop-commands::x":            `\x3a:stop-commands::x`,
		" ::add-mask::x":                ` \x3a:add-mask::x`,
		"a ::b":                         "a ::b",
		"a ##[add-matcher]b":            `a #\x23[add-matcher]b`,
		"###vso[task.setvariable]b":     `##\x23vso[task.setvariable]b`,
		"## [a] ##":                     "## [a] ##",
	} {
		if got := Line(text); got != want {
			t.Errorf("Line(%q) = %q, want %q", text, got, want)
		}
	}
}
