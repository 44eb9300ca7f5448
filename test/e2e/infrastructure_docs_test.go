package e2e

import (
	"strings"
	"testing"
)

// TestFragments: the fragments of configurations in the documents are accepted.
func TestFragments(t *testing.T) {
	const head = "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nmetadata:\n  name: ghcr\n"
	const spec = head + "spec:\n  accountID: \"123456789012\"\n  region: ca-central-1\n  upstreams: [{registry: ghcr.io, credential: {}}]\n"
	for document, begin := range map[string]string{"docs/aws.md": "spec:\n", "docs/cost.md": "infrastructure:\n"} {
		text := block(t, document, "yaml", "infrastructure:")
		if !strings.HasPrefix(text, begin) {
			t.Fatalf("%s: the fragment begins with %.20q", document, text)
		}
		folder := t.TempDir()
		if begin == "spec:\n" {
			write(t, folder, "ecrcache.yaml", head+text)
		} else {
			write(t, folder, "ecrcache.yaml", spec+"  "+strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n  ")+"\n")
		}
		got := run(t, folder, "ecrcache", "generate").done(t)
		if !strings.Contains(got, "kind: RepositoryCreationTemplate\n") {
			t.Errorf("%s: got\n%s", document, got)
		}
	}
}
