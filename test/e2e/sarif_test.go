package e2e

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	_ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif" // whose source has the schema
	"github.com/xeipuuv/gojsonschema"
)

// TestSARIF holds what check prints as SARIF to the schema of SARIF 2.1.0, with findings and
// without, of files and of standard input. Logs that are broken show that the schema counts.
func TestSARIF(t *testing.T) {
	folder := example(t, "ci")
	found := run(t, folder, "ecrcache", "check", "--strict", "-o", "sarif", "deploy")
	if found.code != 1 || !strings.Contains(found.stdout, `"ruleId": "uncached"`) {
		t.Fatalf("exit code %d\n%s%s", found.code, found.stdout, found.stderr)
	}
	piped := run(t, folder, "bash", "-c", "kustomize build deploy/base | ecrcache check -o sarif")
	none := run(t, folder, "ecrcache", "check", "-o", "sarif", "ecrcache.yaml")
	schema := gojsonschema.NewStringLoader(sarifSchema(t))
	valid := func(text string) []gojsonschema.ResultError {
		result, err := gojsonschema.Validate(schema, gojsonschema.NewStringLoader(text))
		if err != nil {
			t.Fatal(err)
		}
		return result.Errors()
	}
	for name, got := range map[string]outcome{"files": found, "standard input": piped, "nothing": none} {
		if wrong := valid(got.stdout); len(wrong) > 0 {
			t.Errorf("%s: %v\n%s", name, wrong, got.stdout)
		}
	}
	for from, to := range map[string]string{`"startLine": 14`: `"startLine": 0`, `"level": "error"`: `"level": "high"`, `"ruleIndex"`: `"rule"`} {
		if broken := strings.Replace(found.stdout, from, to, 1); broken == found.stdout || len(valid(broken)) == 0 {
			t.Errorf("the schema takes %s", to)
		}
	}
}

// sarifSchema reads the schema from the source of the module, which keeps it to itself.
func sarifSchema(t *testing.T) string {
	t.Helper()
	dir := strings.TrimSpace(run(t, ".", "go", "list", "-m", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3").done(t))
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, "pkg/report/v210/sarif/schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	schema := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if literal, is := n.(*ast.BasicLit); is && schema == "" {
			schema, err = strconv.Unquote(literal.Value)
		}
		return true
	})
	if err != nil || !strings.Contains(schema, "(SARIF) Version 2.1.0 JSON Schema") {
		t.Fatalf("%v: this is not the schema: %.200s", err, schema)
	}
	return schema
}
