package files_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/files"
)

// TestReal: a link leads to the file that is rewritten; one that leads out of the
// repository, or nowhere, stays what it is.
func TestReal(t *testing.T) {
	dir := t.TempDir()
	for _, d := range []string{"repo/.git", "repo/base", "other"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for link, to := range map[string]string{"repo/link": "base", "repo/out": "../other", "repo/broken": "nothing"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip("no symbolic links here: ", err)
		}
	}
	root := filepath.Join(dir, "repo")
	tree, err := files.TreeOf(root)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"link": "base", "base": "base", "out": "out", "broken": "broken", "absent/p.yaml": "absent/p.yaml"} {
		want = filepath.ToSlash(filepath.Join(root, want))
		if got := tree.Real(filepath.ToSlash(filepath.Join(root, path))); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}
