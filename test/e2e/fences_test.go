package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A fence is a block of code in a document.
type fence struct {
	line     int // of its first line of code
	language string
	text     string
}

// fences reads the blocks between ``` of a document.
func fences(document string) []fence {
	var all []fence
	inside := false
	for i, line := range strings.SplitAfter(document, "\n") {
		language, marks := strings.CutPrefix(strings.TrimSpace(line), "```")
		switch {
		case marks && !inside:
			all = append(all, fence{line: i + 2, language: language})
			inside = true
		case marks:
			inside = false
		case inside:
			all[len(all)-1].text += line
		}
	}
	return all
}

// documents are the texts of all Markdown files in the checkout, by path.
func documents(t *testing.T) map[string]string {
	t.Helper()
	list := exec.Command("git", "ls-files", "-co", "--exclude-standard", "*.md")
	list.Dir = "../.."
	paths, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for path := range strings.Lines(string(paths)) {
		path = strings.TrimSpace(path)
		text, err := os.ReadFile(filepath.Join("../..", path))
		if err != nil {
			t.Fatal(err)
		}
		all[path] = string(text)
	}
	return all
}

// block is the one block of a document in the language that holds the text.
func block(t *testing.T, document, language, text string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("../..", document))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, f := range fences(string(content)) {
		if f.language == language && strings.Contains(f.text, text) {
			found = append(found, f.text)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%s: %d blocks of %s hold %q, want one", document, len(found), language, text)
	}
	return found[0]
}
