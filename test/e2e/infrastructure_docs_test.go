package e2e

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestFragments: the fragments of configurations in the documents are accepted.
func TestFragments(t *testing.T) {
	const head = "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nmetadata:\n  name: ghcr\n"
	const spec = head + "spec:\n  accountID: \"123456789012\"\n  region: ca-central-1\n  upstreams: [{registry: ghcr.io, credential: {}}]\n"
	for _, document := range []string{"docs/aws.md", "docs/cost.md"} {
		content, err := os.ReadFile(filepath.Join("../..", document))
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for _, f := range fences(string(content)) {
			if f.language != "yaml" || !strings.Contains(f.text, "infrastructure:") {
				continue
			}
			seen++
			text := strings.TrimSuffix(f.text, "\n") + "\n"
			switch rest, isSpec := strings.CutPrefix(text, "spec:\n"); {
			case isSpec && strings.Contains(text, "accountID:"):
				text = head + text
			case isSpec:
				text = spec + rest
			case !strings.HasPrefix(text, "apiVersion:"):
				text = spec + "  " + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n  ") + "\n"
			}
			folder := t.TempDir()
			write(t, folder, "ecrcache.yaml", text)
			run(t, folder, "ecrcache", "generate", "--out", "out").done(t)
			if got := strings.Join(slices.Collect(maps.Values(files(t, filepath.Join(folder, "out")))), "\n"); !strings.Contains(got, "kind: RepositoryCreationTemplate\n") && !strings.Contains(got, `"aws_ecr_repository_creation_template"`) {
				t.Errorf("%s: of\n%s\nthis is generated:\n%s", document, text, got)
			}
		}
		if seen == 0 {
			t.Errorf("%s: no fragment", document)
		}
	}
}
