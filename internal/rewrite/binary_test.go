package rewrite_test

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// TestBinaryImage: an image in base64 is reported and stays, by whatever spelling of the tag it is written, in an
// item that names no upstream otherwise.
func TestBinaryImage(t *testing.T) {
	const reference = "ghcr.io/org/app:v1"
	text := base64.StdEncoding.EncodeToString([]byte(reference))
	for name, test := range map[string]struct{ above, image string }{
		"short":                   {"", "!!binary " + text},
		"in quotes":               {"", `!!binary "` + text + `"`},
		"in a block":              {"", "!!binary |\n      " + text[:8] + "\n      " + text[8:]},
		"whole":                   {"", "!<tag:yaml.org,2002:binary> " + text},
		"with an escape":          {"", "!!bin%61ry " + text},
		"whole, with an escape":   {"", "!<tag:yaml.org,2002:%62inary> " + text},
		"behind an anchor":        {"", "&a !!binary " + text},
		"a handle of its own":     {"%TAG !b! tag:yaml.org,2002:\n---\n", "!b!binary " + text},
		"the local one":           {"%TAG ! tag:yaml.org,2002:\n---\n", "!binary " + text},
		"a handle with a part":    {"# c\n%TAG !b! tag:yaml.org,2002:bin\n---\n", "!b!ary " + text},
		"a handle behind another": {"a: 1\n...\n%TAG !b! tag:yaml.org,2002:\n---\n", "!b!binary " + text},
	} {
		before := test.above + "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    image: " + test.image + "\n"
		if strings.Contains(before, "ghcr") {
			t.Fatalf("%s: the text names the upstream", name)
		}
		after, report := run(t, smallest, "", before)
		if after != before || !slices.ContainsFunc(report.Findings, func(f finding.Finding) bool {
			return f.Code == outcome.Irreplaceable && strings.Contains(f.Message, `"`+reference+`" cannot be replaced`)
		}) {
			t.Errorf("%s: findings %v of\n%s\nwhich became\n%s", name, report.Findings, before, after)
		}
	}
	// Without the tag it is text, and no image.
	if _, report := run(t, smallest, "", "apiVersion: v1\nkind: Pod\nspec: {containers: [{image: !other "+text+"}]}\n"); len(report.Findings) > 0 {
		t.Errorf("findings %v of another tag", report.Findings)
	}
}
