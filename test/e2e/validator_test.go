package e2e

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestValidator: with the validator of docs/config.md, kustomize refuses images that
// do not go through the cache, and prints the same as without it when they do.
func TestValidator(t *testing.T) {
	document, err := os.ReadFile("../../docs/config.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile("(?s)```yaml\n(# validate.yaml.*?)```").FindSubmatch(document)
	if shown == nil {
		t.Fatal("docs/config.md shows no validate.yaml")
	}
	folder := example(t, "kustomize")
	without := run(t, folder, "kustomize", append(withFunctions, ".")...).done(t)
	kustomization := files(t, folder)["kustomization.yaml"]
	write(t, folder, "validate.yaml", string(shown[1]))
	write(t, folder, "kustomization.yaml", kustomization+"validators:\n- validate.yaml\n")
	same(t, "manifests", without, run(t, folder, "kustomize", append(withFunctions, ".")...).done(t))

	untransformed, _, found := strings.Cut(kustomization, "transformers:")
	if !found {
		t.Fatal(filepath.Join(folder, "kustomization.yaml") + " has no transformers")
	}
	write(t, folder, "kustomization.yaml", untransformed+"validators:\n- validate.yaml\n")
	got := run(t, folder, "kustomize", append(withFunctions, ".")...)
	if got.code == 0 || got.stdout != "" || !strings.Contains(got.stderr, `: not yet pulled through the cache rule "ghcr" of ghcr.io`) {
		t.Errorf("exit code %d, stderr:\n%s", got.code, got.stderr)
	}
}
