package imports

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Others can import what is not below internal, so these packages say who uses them and show
// it in an example, which go test runs.
func TestImportablePackagesHaveExamples(t *testing.T) {
	for _, line := range list(t, "-f", "{{.Name}}\t{{.ImportPath}}\t{{.Dir}}\t{{.Doc}}", module+"/...") {
		parts := strings.SplitN(line, "\t", 4)
		name, path, dir, doc := parts[0], parts[1], parts[2], parts[3]
		if name == "main" || strings.HasPrefix(path, module+"/internal/") {
			continue
		}
		if doc == "" {
			t.Errorf("%s has no package comment", path)
		}
		if !hasExample(t, dir) {
			t.Errorf("%s has no Example with an output", path)
		}
	}
}

func hasExample(t *testing.T, dir string) bool {
	t.Helper()
	tests, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range tests {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "\nfunc Example") && strings.Contains(string(text), "// Output:") {
			return true
		}
	}
	return false
}
