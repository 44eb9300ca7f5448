package tagpolicy

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
	table := documented(t, "inferred")
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
		policy, why := inferAll([]string{row[1]})
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

// TestLeftOutAsDocumented: nothing is inferred from the tags of the other table, each
// alone, or two that are joined by and.
func TestLeftOutAsDocumented(t *testing.T) {
	code := regexp.MustCompile("`([^`]+)`")
	checked := 0
	for line := range strings.Lines(documented(t, "left out")) {
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		first, _, _ := strings.Cut(line[2:], " | ")
		var tags []string
		for _, m := range code.FindAllStringSubmatch(first, -1) {
			tags = append(tags, m[1])
		}
		groups := [][]string{tags}
		if !strings.Contains(first, " and ") {
			groups = slices.Collect(slices.Chunk(tags, 1))
		}
		for _, inUse := range groups {
			checked++
			if policy, _ := inferAll(inUse); policy != nil {
				t.Errorf("%q: inferred %+v", inUse, policy)
			}
		}
	}
	if checked < 12 {
		t.Errorf("only %d", checked)
	}
}

// documented is a table of docs/flux.md.
func documented(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/flux.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "<!-- "+name+": begin -->")
	table, _, _ = strings.Cut(table, "<!-- "+name+": end -->")
	return table
}
