package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
)

// TestDocsAreAccepted: every configuration that the documentation and the examples
// show is accepted.
func TestDocsAreAccepted(t *testing.T) {
	var texts []string
	for _, pattern := range []string{"../../*.md", "../../docs/*.md", "../../docs/targets/*.md", "../../examples/*/*.md"} {
		for _, file := range matching(t, pattern) {
			texts = append(texts, blocks(contents(t, file), "yaml")...)
		}
	}
	for _, pattern := range []string{"../../examples/*/*.yaml", "../../examples/*/*/*.yaml"} {
		for _, file := range matching(t, pattern) {
			texts = append(texts, contents(t, file))
		}
	}
	accepted := 0
	for _, text := range texts {
		flat := strings.Contains(text, "kind: ConfigMap") && strings.Contains(text, "accountID:")
		if !flat && !strings.Contains(text, "kind: "+v1alpha1.Kind) {
			continue
		}
		accepted++
		if strings.Contains(text, "\n  base:") || !strings.Contains(text, "accountID:") { // a base, or a file on one
			if _, err := ReadLayer([]byte(text)); err != nil {
				t.Errorf("%v\n%s", err, text)
			}
			continue
		}
		mustParse(t, text)
	}
	if accepted < 8 {
		t.Errorf("only %d configurations were found", accepted)
	}
}

func matching(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func contents(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// blocks lists the code blocks of a language in a Markdown text.
func blocks(text, language string) []string {
	var all []string
	for rest := text; ; {
		_, after, found := strings.Cut(rest, "```"+language+"\n")
		if !found {
			return all
		}
		block, behind, _ := strings.Cut(after, "```")
		all, rest = append(all, block), behind
	}
}
