package plan

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestInferredAsDocumented: every row of the table in docs/flux.md is what is
// inferred from its tag.
func TestInferredAsDocumented(t *testing.T) {
	text, err := os.ReadFile("../docs/flux.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "<!-- inferred: begin -->")
	table, _, _ = strings.Cut(table, "<!-- inferred: end -->")
	rows := regexp.MustCompile("(?m)^\\| `([^`]+)` \\| ([a-z]+)(?: `([^`]+)`)? \\| `([^`]+)` \\| (?:`([^`]+)` )?\\|$").FindAllStringSubmatch(table, -1)
	if len(rows) < 14 {
		t.Fatalf("only %d rows", len(rows))
	}
	var tested []string
	for _, test := range inferTests(t) {
		tested = append(tested, test.inUse...)
	}
	for _, row := range rows {
		if !slices.Contains(tested, row[1]) {
			t.Errorf("%s: no line of testdata/policies.txt says what Flux takes", row[1])
		}
		policy, why := infer(&repository{tags: []string{row[1]}})
		if policy == nil {
			t.Errorf("%s: nothing inferred: %s", row[1], why)
			continue
		}
		kind, r := "numerical", ""
		switch {
		case policy.order.SemVer != nil:
			kind, r = "semver", policy.order.SemVer.Range
		case policy.order.Alphabetical != nil:
			kind = "alphabetical"
		}
		if kind != row[2] || r != row[3] || policy.filter.Pattern != row[4] || policy.filter.Extract != row[5] {
			t.Errorf("%s: %s %s %s %s, documented: %q", row[1], kind, r, policy.filter.Pattern, policy.filter.Extract, row[2:])
		}
	}
}
