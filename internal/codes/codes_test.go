package codes

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// TestDocs: the tables say what docs/results.md says, of every code and every reason there.
func TestDocs(t *testing.T) {
	text, err := os.ReadFile("../../docs/results.md")
	if err != nil {
		t.Fatal(err)
	}
	before, after, _ := strings.Cut(string(text), "## Codes of the cache itself")
	_, after, found := strings.Cut(after, "## Why something is left behind")
	if !found {
		t.Fatal("docs/results.md has no part about reasons")
	}
	for name, part := range map[string]struct {
		text  string
		row   string
		table []Code
	}{
		"codes":   {before, "(?m)^\\| `([^`]+)` \\| [a-z][^|]* \\| (.*) \\|$", codes[:]},
		"reasons": {after, "(?m)^\\| `([^`]+)` \\| (.*) \\|$", reasons[:]},
	} {
		documented := map[string][]string{}
		for _, row := range regexp.MustCompile(part.row).FindAllStringSubmatch(part.text, -1) {
			documented[row[1]] = append(documented[row[1]], plain(row[2]))
		}
		for _, c := range part.table {
			name := string(c.Name)
			if c.Reason != "" {
				name = c.Reason
			}
			if rows := documented[name]; len(rows) == 0 || rows[0] != c.Says {
				t.Errorf("%s says %q, the documentation says %q", name, c.Says, rows)
			}
			delete(documented, name)
		}
		for row := range documented {
			t.Errorf("%s: %s is documented and in no table", name, row)
		}
	}
}

// plain is a cell of Markdown without its links to other pages.
func plain(cell string) string {
	cell = regexp.MustCompile(`( \(|: )\[[^\]]*\]\([^)]*\)\)?`).ReplaceAllString(cell, "")
	return regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`).ReplaceAllString(cell, "$1")
}

// TestOf: a reason has its own line, a reason without one has that of its code, and what is
// in no table is not made up.
func TestOf(t *testing.T) {
	for _, test := range []struct {
		code finding.Code
		want Code
		id   string
	}{
		{"left-behind", Code{Name: "left-behind", Reason: "args", Harm: Pulls}, "left-behind/args"},
		{"kustomize-name", Code{Name: "kustomize-name", Harm: Deploys}, "kustomize-name"},
		{"never-seen", Code{Name: "never-seen"}, "never-seen"},
	} {
		got := Of(&finding.Finding{Code: test.code, Reason: test.want.Reason})
		if got.ID() != test.id || got.Harm != test.want.Harm || got.Says == "" && test.code != "never-seen" {
			t.Errorf("%s: %+v, want %+v", test.code, got, test.want)
		}
	}
	if got := Of(&finding.Finding{Code: "placeholder", Reason: "no-such"}); got.ID() != "placeholder" || got.Says == "" {
		t.Errorf("a reason without a line of its own: %+v", got)
	}
}
