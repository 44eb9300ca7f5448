package docs

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestFunctionMetadata: what catalogs read of the function, fn/metadata.yaml in kpt's form and
// krmfile.yaml, says the same, and names what is there.
func TestFunctionMetadata(t *testing.T) {
	var kpt struct {
		Image, Description string
		Source             string `yaml:"sourceURL"`
		Tags               []string
		Examples           []string `yaml:"examplePackageURLs"`
		Emails             []string
		License            *string
	}
	decode(t, "fn/metadata.yaml", &kpt)
	var definition struct {
		Spec struct {
			Group, Description, Publisher, Home string
			Names                               struct{ Kind string }
			Tags, Maintainers                   []string
			Versions                            []struct {
				Name, Usage string
				Idempotent  *bool
				Examples    []string
				Runtime     struct{ Container struct{ Image string } }
			}
		}
	}
	decode(t, "krmfile.yaml", &definition)
	spec := definition.Spec
	if len(spec.Versions) != 1 {
		t.Fatalf("krmfile.yaml has %d versions, and this test reads one", len(spec.Versions))
	}
	version := spec.Versions[0]
	for what, value := range map[string]string{
		"group": spec.Group, "kind": spec.Names.Kind, "description": spec.Description, "publisher": spec.Publisher,
		"the version's name": version.Name, "usage": version.Usage, "image": version.Runtime.Container.Image,
	} {
		if value == "" {
			t.Errorf("krmfile.yaml lacks the %s", what)
		}
	}
	if version.Idempotent == nil || len(version.Examples) == 0 {
		t.Error("krmfile.yaml does not say whether the function is idempotent, or lacks examples")
	}
	if image, _, _ := strings.Cut(version.Runtime.Container.Image, ":"); kpt.Image != image {
		t.Errorf("fn/metadata.yaml has the image %s, krmfile.yaml %s", kpt.Image, image)
	}
	if kpt.Description != spec.Description || !slices.Equal(kpt.Tags, spec.Tags) {
		t.Errorf("fn/metadata.yaml says %q %q, krmfile.yaml %q %q", kpt.Description, kpt.Tags, spec.Description, spec.Tags)
	}
	if kpt.Emails == nil || kpt.License == nil {
		t.Error("fn/metadata.yaml lacks a key that the catalog requires: emails, license")
	}
	links := slices.Concat([]string{kpt.Source, version.Usage}, kpt.Examples, version.Examples)
	for _, link := range links {
		path, ok := strings.CutPrefix(link, spec.Home)
		parts := strings.SplitN(strings.TrimPrefix(path, "/"), "/", 3) // tree/main/PATH
		if !ok || len(parts) != 3 || parts[1] != "main" {
			t.Errorf("%s is no path of the branch main of %s", link, spec.Home)
			continue
		}
		if _, err := os.Stat(filepath.Join("../..", parts[2])); err != nil {
			t.Error(err)
		}
	}
}

func decode(t *testing.T, path string, into any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../..", path))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}
