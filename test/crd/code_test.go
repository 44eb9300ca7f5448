package crd

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
)

// kindsOf reads the kinds from a generator's code: the capitalised words that
// its calls are given, as in object.New(p, group, "Policy", name).
func kindsOf(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s has no code: %v", folder, err)
	}
	var kinds []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				kinds = append(kinds, words(call)...)
			}
			return true
		})
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

// capitalised is what a kind looks like.
var capitalised = regexp.MustCompile(`^[A-Z][A-Za-z]+$`)

// words are the capitalised words among the arguments of a call.
func words(call *ast.CallExpr) []string {
	var all []string
	for _, argument := range call.Args {
		literal, ok := argument.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			continue
		}
		if word, err := strconv.Unquote(literal.Value); err == nil && capitalised.MatchString(word) {
			all = append(all, word)
		}
	}
	return all
}

// TestKindsOf: a kind is a word that a call is given, not one that stands elsewhere.
func TestKindsOf(t *testing.T) {
	folder := t.TempDir()
	for name, code := range map[string]string{
		"a.go":      `r.add("ecr", "v1beta1", "Repository", name, Map{{Key: "type", Value: "WILDCARD"}})`,
		"b.go":      `add(of(p, iam, "Policy", name), "Lets nodes pull", version+"Wrong")`,
		"c.go":      `deletion, again = "Orphan", of(p, ecr, "Repository", name)`,
		"d_test.go": `of(p, ecr, "Invented", name)`,
	} {
		text := "package x\n\nfunc f() {\n\t" + code + "\n}\n"
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := kindsOf(t, folder), []string{"Policy", "Repository"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
