package rewrite_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDocs: docs/results.md lists every code and every reason, and no other.
func TestDocs(t *testing.T) {
	codes, reasons := declared(t)
	text, err := os.ReadFile("../../docs/results.md")
	if err != nil {
		t.Fatal(err)
	}
	codesText, rest, hasMore := strings.Cut(string(text), "## Codes of the cache itself")
	_, reasonsText, found := strings.Cut(rest, "## Why something is left behind")
	if !found || !hasMore {
		t.Fatal("docs/results.md has no part about reasons")
	}
	if diff := cmp.Diff(codes, firstCells(codesText)); diff != "" {
		t.Errorf("codes: -declared +documented\n%s", diff)
	}
	if diff := cmp.Diff(reasons, firstCells(reasonsText)); diff != "" {
		t.Errorf("reasons: -declared +documented\n%s", diff)
	}
}

// firstCells lists the first cells of a text's table rows, sorted.
func firstCells(text string) []string {
	var cells []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllStringSubmatch(text, -1) {
		cells = append(cells, m[1])
	}
	slices.Sort(cells)
	return cells
}

// declared reads the source of the packages below this one, and of those that it reports the
// findings of, for their constants of type Code and their values of type Reason.
func declared(t *testing.T) (codes, reasons []string) {
	t.Helper()
	files, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(files, "../finding/finding.go", "../kustomization/problem/problem.go", "../batch/batch.go", "../baseline/baseline.go") {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				if isName(n.Type, "Code") && len(n.Values) == 1 {
					codes = append(codes, text(t, n.Values[0]))
				}
			case *ast.CompositeLit:
				if isName(n.Type, "Reason") && len(n.Elts) > 1 {
					reasons = append(reasons, text(t, n.Elts[0]))
				}
			}
			return true
		})
	}
	slices.Sort(codes)
	slices.Sort(reasons)
	return codes, reasons
}

// isName reports whether a type has a name, in this package or another.
func isName(e ast.Expr, name string) bool {
	if selector, ok := e.(*ast.SelectorExpr); ok {
		e = selector.Sel
	}
	ident, ok := e.(*ast.Ident)
	return ok && ident.Name == name
}

func text(t *testing.T, e ast.Expr) string {
	t.Helper()
	literal, ok := e.(*ast.BasicLit)
	if !ok {
		t.Fatalf("%T is no literal", e)
	}
	value, err := strconv.Unquote(literal.Value)
	if err != nil {
		t.Fatal(err)
	}
	return value
}
