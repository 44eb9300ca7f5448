//go:build unix

package builder_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/verify/builder"
	"github.com/amerintlxperts/ecrcache/internal/verify/target"
	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
)

// TestBuildUndo: an overlay that cannot be taken back is an error, because the next build in the
// tree would still have it.
func TestBuildUndo(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "app"), 0o700); err != nil {
		t.Fatal(err)
	}
	b := builder.Builder{Kustomize: []string{"sh", "-c", `rm "$0/kustomization.yaml" && echo "kind: Pod"`}, Timeout: time.Minute}
	_, err := b.Build(context.Background(), &target.Target{Kind: target.OfFlux, Dir: "app", Overlay: &target.Overlay{}}, &tree.Tree{Dir: dir})
	if err == nil {
		t.Error("the overlay was not taken back, and no error says so")
	}
}
