package imports

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// encodes are the calls by which the two YAML libraries write.
var encodes = regexp.MustCompile(`yaml\.(Marshal|NewEncoder|JSONToYAML)\(`)

// TestOnePackageWritesYAML: one place decides how YAML of our own looks, and which words it quotes.
func TestOnePackageWritesYAML(t *testing.T) {
	found := map[string]bool{}
	for _, dir := range list(t, "-f", "{{.Dir}}", module+"/...") {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(file, "_test.go") && encodes.Match(text) {
				found[filepath.Base(dir)] = true
			}
		}
	}
	if len(found) != 1 || !found["yamltext"] {
		t.Errorf("YAML is encoded in %v, want internal/yamltext alone", found)
	}
}
