package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestReliabilityNamesTests holds docs/reliability.md and docs/decisions.md to the tests: every one
// that they name is there.
func TestReliabilityNamesTests(t *testing.T) {
	decisions, err := os.ReadFile("../../docs/decisions.md")
	must(t, err)
	doc := reliability(t) + string(decisions)
	sources := testSources(t)
	names := regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z0-9]+)").FindAllStringSubmatch(doc, -1)
	if len(names) < 40 {
		t.Errorf("only %d tests are named", len(names))
	}
	for _, name := range names {
		if !strings.Contains(sources, "\nfunc "+name[1]+"(") {
			t.Errorf("there is no %s", name[1])
		}
	}
	for _, session := range regexp.MustCompile("`([a-z-]+\\.txtar)`").FindAllStringSubmatch(doc, -1) {
		if _, err := os.Stat(filepath.Join("../../testdata/script", session[1])); err != nil {
			t.Error(err)
		}
	}
}

// TestReliabilityNamesTargets: every fuzz target of the program has a row.
func TestReliabilityNamesTargets(t *testing.T) {
	doc := reliability(t)
	for _, target := range regexp.MustCompile(`\nfunc (Fuzz[A-Za-z0-9]+)\(f `).FindAllStringSubmatch(testSources(t), -1) {
		if !strings.Contains(doc, "`"+target[1]+"`") {
			t.Errorf("%s is missing", target[1])
		}
	}
}

func reliability(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/reliability.md")
	must(t, err)
	return string(text)
}

// testSources are the tests of all packages and nested modules.
func testSources(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	must(t, filepath.WalkDir("../..", func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && e.Name() == ".git" {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		all.WriteString("\n" + string(text))
		return err
	}))
	return all.String()
}
