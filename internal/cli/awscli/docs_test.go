package awscli_test

import (
	"os"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/cli/awscli"
)

// TestTroubleshooting: the document has every command as it is printed for the
// example, no other of the AWS CLI, and says in every entry why, what to ask, what
// a good answer looks like and what to do, with the page it stands on.
func TestTroubleshooting(t *testing.T) {
	data, err := os.ReadFile("../../../docs/troubleshooting.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	known := map[string]bool{}
	for _, c := range awscli.Commands(example()) {
		known[c.Line] = true
		if !strings.Contains(text, "\n"+c.Line+"\n") {
			t.Errorf("%s is not in the document: %s", c.Name, c.Line)
		}
	}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "aws ") && !known[line] {
			t.Errorf("doctor does not print: %s", line)
		}
	}
	entries := strings.Split(text, "\n### ")[1:]
	if len(entries) < 10 {
		t.Errorf("%d entries are too few", len(entries))
	}
	for _, entry := range entries {
		title, _, _ := strings.Cut(entry, "\n")
		for _, part := range []string{"**Why.**", "**Ask.**", "```sh\n", "**Good.**", "**Fix.**", "](https://docs.aws.amazon.com/", "\naws "} {
			if title == "A digest is not found" && strings.HasPrefix(part, "](https://docs") {
				continue // AWS has no page that says so: the report stands there
			}
			if !strings.Contains(entry, part) {
				t.Errorf("%s: no %q", title, part)
			}
		}
	}
}

// TestTroubleshootingLinks: every entry that the table leads to is there.
func TestTroubleshootingLinks(t *testing.T) {
	data, err := os.ReadFile("../../../docs/troubleshooting.md")
	if err != nil {
		t.Fatal(err)
	}
	anchors := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		if title, found := strings.CutPrefix(line, "### "); found {
			anchors[strings.NewReplacer(" ", "-", "'", "").Replace(strings.ToLower(strings.TrimSpace(title)))] = true
		}
	}
	for _, link := range strings.Split(string(data), "](#")[1:] {
		anchor, _, _ := strings.Cut(link, ")")
		if !anchors[anchor] {
			t.Errorf("no entry %s", anchor)
		}
		delete(anchors, anchor)
	}
	for anchor := range anchors {
		t.Errorf("the table does not lead to %s", anchor)
	}
}
