package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/schema"
	"github.com/google/go-cmp/cmp"
)

// TestGenerated: what is made from the types stands in the repository.
func TestGenerated(t *testing.T) {
	const root = "../.."
	files, err := outputs(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 3 {
		t.Errorf("%d files are made", len(files))
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s: run go generate ./api/...; -want +got\n%s", name, diff)
		}
	}
}

// TestTypes: the schema of a small package, and what is refused of one.
func TestTypes(t *testing.T) {
	got, err := typesOf(t, `
// Doc is a document.
type Doc struct {
	// A name, of letters
	// alone.
	// +kubebuilder:validation:Pattern=`+"`^[a-z]+$`"+`
	// +ecrcache:accepts=letters
	// +ecrcache:configMap=name
	Name string `+"`json:\"name\"`"+`
	// Words.
	// +kubebuilder:validation:MaxItems=3
	// +kubebuilder:validation:items:Enum="*";b
	Words []string `+"`json:\"words,omitempty\"`"+`

	// Nothing is set beforehand.
	// +ecrcache:withoutDefaults
	Shared
}

type Shared struct {
	// How many.
	// +kubebuilder:default=3
	Count *int `+"`json:\"count,omitempty\"`"+`
	// Labels.
	Labels map[string]string `+"`json:\"labels,omitzero\"`"+`
}
`)
	if err != nil {
		t.Fatal(err)
	}
	want := &schema.Schema{Type: "object", Description: "Doc is a document.", Required: []string{"name"}, Properties: []schema.Property{
		{Key: "name", Schema: &schema.Schema{Type: "string", Description: "A name, of letters alone.", Pattern: "^[a-z]+$", Accepts: "letters", ConfigMap: "name"}},
		{Key: "words", Schema: &schema.Schema{Type: "array", Description: "Words.", MaxItems: 3, Items: &schema.Schema{Type: "string", Enum: []string{"*", "b"}}}},
		{Key: "count", Schema: &schema.Schema{Type: "integer", Description: "How many."}},
		{Key: "labels", Schema: &schema.Schema{Type: "object", Description: "Labels.", Additional: &schema.Schema{Type: "string"}}},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for field, want := range map[string]string{
		"A string `json:\"a\"`": "Doc: A: it has no doc comment, which is its description",
		"// A.\n// +kubebuilder:validation:Format=date\nA string `json:\"a\"`": "Doc: A: +kubebuilder:validation:Format=date: unknown marker",
		"// A.\n// +ecrcache:items:accepts=x\nA string `json:\"a\"`":           "Doc: A: +ecrcache:items:accepts=x: the field is not a list",
		"// A.\nA chan int `json:\"a\"`":                                       "Doc: A: fields of this type are not supported: *ast.ChanType",
		"// A.\nA Other `json:\"a\"`":                                          "Doc: A: Other is no struct of the package",
	} {
		if _, err := typesOf(t, "type Doc struct {\n"+field+"\n}\n"); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", field, err, want)
		}
	}
}

// typesOf reads the type Doc of a package.
func typesOf(t *testing.T, text string) (*schema.Schema, error) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "types.go"), []byte("package p\n"+text), 0o644); err != nil {
		t.Fatal(err)
	}
	return readTypes(dir, "Doc")
}
