package generators

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/config"
)

// TestWrote: what Files makes is known as its own, for every provider, and as that
// of no other configuration.
func TestWrote(t *testing.T) {
	for _, provider := range []string{v1alpha1.ProviderACK, v1alpha1.ProviderCrossplane, v1alpha1.ProviderTerraform} {
		for _, name := range []string{"ghcr", "42"} {
			spec, err := config.Parse([]byte(`apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: "` + name + `"}
spec:
  accountID: "123456789012"
  region: ca-central-1
  upstreams: [{registry: ghcr.io, credential: {}}]
  infrastructure: {provider: ` + provider + `}
`))
			if err != nil {
				t.Fatal(err)
			}
			files, problems := Files(spec, plan.Seen{})
			if len(files) == 0 {
				t.Fatal(problems)
			}
			for _, f := range files {
				if !Wrote(name, f.Text) {
					t.Errorf("%s: %s is not known:\n%s", provider, f.Name, f.Text)
				}
				if Wrote("other", f.Text) {
					t.Errorf("%s: %s is known as that of another", provider, f.Name)
				}
			}
		}
	}
}

// TestWroteJSON: a format without comments holds the line in a list, or in a field.
func TestWroteJSON(t *testing.T) {
	for _, text := range []string{
		"{\n  \"description\": [\n    \"" + object.Written("ghcr") + "\"\n  ]\n}\n",
		"{\n  \"AWSTemplateFormatVersion\": \"2010-09-09\",\n  \"Description\": \"" + object.Written("ghcr") + "\",\n  \"Resources\": {}\n}\n",
	} {
		if !Wrote("ghcr", text) || Wrote("other", text) {
			t.Errorf("not known as its own, or as another's:\n%s", text)
		}
	}
	if text := "{\n  \"Description\": \"not " + object.Written("ghcr") + "\"\n}\n"; Wrote("ghcr", text) {
		t.Errorf("known, and only quotes the line:\n%s", text)
	}
}

// TestQuoted: a document that shows what is written is not written itself.
func TestQuoted(t *testing.T) {
	const readme = "# The cache\n\nWe write it from ecrcache.yaml:\n\n```yaml\n"
	for name, text := range map[string]string{
		"a file":                       readme + "# " + object.WrittenFrom + "ghcr. Change that, not this file.\n```\n",
		"an object":                    readme + "apiVersion: v1\nmetadata:\n  annotations:\n    " + v1alpha1.OwnerAnnotation + ": ghcr\n```\n",
		"an object in a string":        "kind: ConfigMap\ndata:\n  a.yaml: |\n    metadata:\n      annotations:\n        " + v1alpha1.OwnerAnnotation + ": ghcr\n",
		"an annotation in a string":    "kind: ConfigMap\ndata:\n  a.yaml: |\n    " + v1alpha1.OwnerAnnotation + ": ghcr\n",
		"a string in an annotation":    "kind: ConfigMap\nmetadata:\n  annotations:\n    note: |\n      " + v1alpha1.OwnerAnnotation + ": ghcr\n",
		"annotations of another place": "kind: Deployment\nspec:\n  annotations:\n    " + v1alpha1.OwnerAnnotation + ": ghcr\n",
	} {
		if Wrote("ghcr", text) {
			t.Errorf("%s that is quoted is taken for one that was written", name)
		}
	}
}

// TestHeaderOfHostileOwner: a configuration that nobody validated writes no line of its own into a file.
func TestHeaderOfHostileOwner(t *testing.T) {
	for _, brk := range []string{"\n", "\r", "\u0085", "\u2028", "\u2029"} {
		for _, name := range []string{"a.yaml", "a.tf", "a.md"} {
			text := withHeader(&object.File{Name: name, Title: "A title", Text: "end\n"}, "a"+brk+"pwned: true")
			if lines := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("\n\r\u0085\u2028\u2029", r) }); len(lines) != 3 {
				t.Errorf("%s, %q: %q", name, brk, lines)
			}
		}
	}
}
