package plan_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFluxCodesAreDocumented: docs/results.md lists every code of Flux's image
// automation, and no other.
func TestFluxCodesAreDocumented(t *testing.T) {
	declared := found(t, "../flux/code.go", "", "", `Code = "(flux-[a-z-]+)"`)
	documented := found(t, "../../docs/results.md", "## Codes of Flux's image automation", "## Why", "(?m)^\\| `([^`]+)` \\|")
	if diff := cmp.Diff(declared, documented); diff != "" || len(declared) < 8 {
		t.Errorf("-declared +documented\n%s", diff)
	}
}

// TestInfrastructureCodesAreDocumented: docs/results.md lists every code of the cache
// itself, and no other.
func TestInfrastructureCodesAreDocumented(t *testing.T) {
	declared := found(t, "code.go", "", "", `Code = "([a-z-]+)"`)
	for _, file := range []string{"../../fn/upsert.go", "../../fn/lint.go", "../../fn/immutable.go"} {
		declared = append(declared, found(t, file, "", "", `finding\.Code\("([a-z-]+)"\)`)...)
	}
	slices.Sort(declared)
	documented := found(t, "../../docs/results.md", "## Codes of the cache itself", "## Codes of Flux", "(?m)^\\| `([^`]+)` \\|")
	if diff := cmp.Diff(declared, documented); diff != "" || len(declared) < 50 {
		t.Errorf("-declared +documented\n%s", diff)
	}
}

// TestStatements: every statement about AWS has a source, and says how it was verified;
// what is said to be asked by the script is one of its questions.
func TestStatements(t *testing.T) {
	rows := found(t, "../../docs/aws.md", "## What this page says of AWS", "\x00", `(?m)^\| (.* \| .* \| .*) \|$`)
	script, err := os.ReadFile("../../docs/live-check.sh")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		cells := strings.Split(row, " | ")
		if row == "statement | source | verified" {
			continue
		}
		if len(cells) != 3 || cells[1] == "" {
			t.Errorf("no statement, source, and how it was verified: %s", row)
			continue
		}
		if !regexp.MustCompile(`\b(SDK|CRD|provider|guide|community|unverified)\b`).MatchString(cells[2]) {
			t.Errorf("%s: verified by %q", cells[0], cells[2])
		}
		if strings.Contains(cells[2], "unverified") && !strings.Contains(cells[2], "live-check") && !strings.Contains(cells[2], "refused") {
			t.Errorf("%s: nothing asks AWS: %q", cells[0], cells[2])
		}
		for _, number := range regexp.MustCompile(`\d+`).FindAllString(cells[2], -1) {
			if !strings.Contains(string(script), `ask "`+number+`. `) {
				t.Errorf("%s: the script has no question %s", cells[0], number)
			}
		}
	}
	if len(rows) < 30 {
		t.Errorf("only %d rows", len(rows))
	}
}

// found lists, sorted, what a pattern finds in a part of a file.
func found(t *testing.T, file, from, to, pattern string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	part := string(text)
	if from != "" {
		_, part, _ = strings.Cut(part, from)
		part, _, _ = strings.Cut(part, to)
	}
	var all []string
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(part, -1) {
		all = append(all, m[1])
	}
	slices.Sort(all)
	return all
}
