package builder

import (
	"slices"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/verify/target"
)

// TestKustomizeWords: the name of a directory is never an option, which could name a file to
// write.
func TestKustomizeWords(t *testing.T) {
	b := &Builder{Kustomize: []string{"kustomize", "build"}}
	for dir, want := range map[string]string{".": ".", "apps/-x": "apps/-x", "-o": "./-o", "--output=/etc/x": "./--output=/etc/x"} {
		if got := b.kustomizeWords(&target.Target{Dir: dir}); !slices.Equal(got, []string{"kustomize", "build", want}) {
			t.Errorf("%s: %q", dir, got)
		}
	}
}
