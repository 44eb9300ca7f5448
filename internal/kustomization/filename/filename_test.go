package filename_test

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/filename"
)

// TestIsKustomization: kustomize takes three names, and no other case.
func TestIsKustomization(t *testing.T) {
	for file, want := range map[string]bool{
		"kustomization.yaml": true, "a/kustomization.yml": true, "a/b/Kustomization": true,
		"kustomization": false, "kustomization.yxml": false, "Kustomization.yaml": false, "kustomization.json": false, "kustomization.yaml/pod.yaml": false,
	} {
		if got := filename.IsKustomization(file); got != want {
			t.Errorf("%s: %t", file, got)
		}
	}
}
