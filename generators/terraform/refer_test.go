package terraform_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
)

// TestCanonical: terraform fmt would change nothing, its library says.
func TestCanonical(t *testing.T) {
	for _, dir := range cases(t) {
		files, _ := generate(t, dir)
		for _, f := range files {
			if formatted := string(hclwrite.Format([]byte(f.Text))); strings.HasSuffix(f.Name, ".tf") && f.Text != formatted {
				t.Errorf("%s: -written +formatted\n%s", filepath.Join(dir, f.Name), cmp.Diff(f.Text, formatted))
			}
		}
	}
}

// TestReferences: every file parses, and every reference in the module leads to a
// variable, a data source or a resource of it.
func TestReferences(t *testing.T) {
	for _, dir := range cases(t) {
		files, _ := generate(t, dir)
		checkReferences(t, dir, files)
	}
}

func checkReferences(t *testing.T, dir string, files []object.File) {
	t.Helper()
	known := map[string]bool{"each.key": true, "each.value": true}
	var references []hcl.Traversal
	for _, f := range files {
		if !strings.HasSuffix(f.Name, ".tf") || strings.Contains(f.Name, "/") {
			continue // what is in a folder is not of the module; test/terraform plans it
		}
		parsed, diagnostics := hclsyntax.ParseConfig([]byte(f.Text), f.Name, hcl.InitialPos)
		if diagnostics.HasErrors() {
			t.Errorf("%s: %v", dir, diagnostics)
			continue
		}
		for _, block := range parsed.Body.(*hclsyntax.Body).Blocks {
			address := addressOf(block)
			if known[address] {
				t.Errorf("%s: %s stands twice", dir, address)
			}
			known[address] = true
			references = append(references, referencesIn(block.Body)...)
		}
	}
	if len(references) < 3 {
		t.Errorf("%s: only %d references", dir, len(references))
	}
	for _, r := range references {
		if name := nameOf(r); !known[name] && !isType(name) {
			t.Errorf("%s: %s leads nowhere", dir, name)
		}
	}
}

// isType reports whether a name is a type constraint, which parses as a reference.
func isType(name string) bool { return name == "string" }

// addressOf is what a block is referred to by.
func addressOf(b *hclsyntax.Block) string {
	name := strings.Join(b.Labels, ".")
	switch b.Type {
	case "resource":
		return name
	case "variable":
		return "var." + name
	}
	return b.Type + "." + name
}

// nameOf is the part of a reference that names a block.
func nameOf(t hcl.Traversal) string {
	parts := []string{t.RootName()}
	most := 2
	if parts[0] == "data" {
		most = 3
	}
	for _, step := range t[1:] {
		if attribute, ok := step.(hcl.TraverseAttr); ok && len(parts) < most {
			parts = append(parts, attribute.Name)
		}
	}
	return strings.Join(parts, ".")
}

func referencesIn(body *hclsyntax.Body) []hcl.Traversal {
	var all []hcl.Traversal
	for _, attribute := range body.Attributes {
		all = append(all, attribute.Expr.Variables()...)
	}
	for _, block := range body.Blocks {
		all = append(all, referencesIn(block.Body)...)
	}
	return all
}

// TestReferencesAreMissed: the check above sees a reference that leads nowhere.
func TestReferencesAreMissed(t *testing.T) {
	parsed, diagnostics := hclsyntax.ParseConfig([]byte("resource \"a\" \"b\" {\n  c {\n    d = \"x${aws_secretsmanager_secret.gone.arn}\"\n  }\n}\n"), "x.tf", hcl.InitialPos)
	if diagnostics.HasErrors() {
		t.Fatal(diagnostics)
	}
	found := referencesIn(parsed.Body.(*hclsyntax.Body).Blocks[0].Body)
	if len(found) != 1 || nameOf(found[0]) != "aws_secretsmanager_secret.gone" {
		t.Errorf("%v", found)
	}
}

// TestFormatted: terraform fmt changes nothing.
func TestFormatted(t *testing.T) {
	path := binary(t)
	for _, dir := range cases(t) {
		files, _ := generate(t, dir)
		work := t.TempDir()
		for _, f := range files {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(work, f.Name)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(work, f.Name), []byte(f.Text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if out, err := exec.Command(path, "fmt", "-check", "-diff", "-recursive", work).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", dir, err, out)
		}
	}
}
