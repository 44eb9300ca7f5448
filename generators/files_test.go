package generators

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/config"
)

// TestNothingAskedFor: a configuration that asks for no target gives no file, and the
// message says what to write.
func TestNothingAskedFor(t *testing.T) {
	for spec, want := range map[string]bool{
		"": true, "  kustomize: {transformers: false, helmReleases: true}\n": true, "  kustomize: {images: [nginx]}\n": false, "  flux: {}\n": false, "  infrastructure: {}\n": false,
	} {
		c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec:\n  accountID: \"123456789012\"\n  region: ca-central-1\n  upstreams: [{registry: docker.io, credential: {}}]\n" + spec))
		if err != nil {
			t.Fatal(err)
		}
		files, problems := Files(c, plan.Seen{})
		if nothing := len(problems) == 1 && problems[0].Code == NoInfrastructure; nothing != want || nothing && files != nil {
			t.Errorf("%q: %d files, %v", spec, len(files), problems)
		}
	}
}

// TestSameName: two objects that would be one file are refused: one of them would be lost.
func TestSameName(t *testing.T) {
	objects := []object.Object{
		{APIVersion: "a/v1", Kind: "Policy", Metadata: object.Metadata{Name: "x"}}, {APIVersion: "b/v1", Kind: "Policy", Metadata: object.Metadata{Name: "x"}},
	}
	if files, problems := filesOf(object.Output{Objects: objects}, nil); files != nil || !plan.Failed(problems) || problems[0].Found != `"policy-x.yaml"` {
		t.Errorf("%v, %v", files, problems)
	}
	if files, problems := filesOf(object.Output{Objects: objects[:1]}, nil); len(files) != 1 || plan.Failed(problems) {
		t.Errorf("%v, %v", files, problems)
	}
}

// TestIsStream: what can be read as one stream.
func TestIsStream(t *testing.T) {
	for _, test := range []struct {
		names []string
		want  bool
	}{
		{[]string{"a.yaml", "b.yaml"}, true},
		{[]string{"main.tf", "outputs.tf", "README.md"}, true},
		{[]string{"main.tf", "a.yaml"}, false},
		{[]string{"transformers/images.yaml"}, false},
		{nil, true},
	} {
		var files []object.File
		for _, name := range test.names {
			files = append(files, object.File{Name: name})
		}
		if IsStream(files) != test.want {
			t.Errorf("%v: %v", test.names, !test.want)
		}
	}
}
