package crd

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// kindsOf reads the kinds from a generator's code: the capitalised words that
// its calls are given, as in object.Of(p, group, "Policy", name).
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

// TestKindsOf: the reading of the code finds what stands there.
func TestKindsOf(t *testing.T) {
	for folder, want := range map[string][]string{
		"ack":    {"Policy", "PullThroughCacheRule", "Repository", "RepositoryCreationTemplate", "Secret"},
		"object": {"ConfigMap"},
		"crossplane": {
			"LifecyclePolicy", "Policy", "PullThroughCacheRule", "RegistryPolicy", "RegistryScanningConfiguration", "Repository",
			"RepositoryCreationTemplate", "RepositoryPolicy", "Secret", "SecretVersion",
		},
	} {
		if got := kindsOf(t, filepath.Join("../../generators", folder)); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", folder, got, want)
		}
	}
}
