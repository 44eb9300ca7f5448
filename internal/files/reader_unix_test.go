//go:build unix

package files

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReaderMeanwhile: what became a link or went away behind the walk is an error that
// names it.
func TestReaderMeanwhile(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.yaml", "b.yaml", "c.yaml"} {
		write(t, filepath.Join(dir, name), "")
	}
	reader := &Reader{}
	defer reader.Close()
	_, err := List(context.Background(), []string{dir}, func(g *Group) {
		if err := errors.Join(os.Remove(g.Path(0)), os.Remove(g.Path(1)), os.Symlink("c.yaml", g.Path(1))); err != nil {
			t.Fatal(err)
		}
		for i, want := range []bool{false, false, true} {
			v, err := reader.Read(g, i, func([]byte) bool { return true })
			if (err == nil && v != nil) != want || err != nil && !strings.HasPrefix(err.Error(), g.Path(i)+": ") {
				t.Errorf("%s: %v, %v", g.Path(i), v, err)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}
