//go:build unix

package replace

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestReplaceNewMode: a new file, and a directory that is made for it, are as the umask has them.
func TestReplaceNewMode(t *testing.T) {
	before := syscall.Umask(0o077)
	defer syscall.Umask(before)
	path := filepath.Join(t.TempDir(), "new", "a.yaml")
	v, err := ReadOrNew(path, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if err := (&Replacer{Folders: true}).Replace(context.Background(), []Replacement{{v, []byte("new")}}); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700 | os.ModeDir} {
		if info, err := os.Stat(path); err != nil || info.Mode() != want {
			t.Errorf("%s: %v, %v", path, info, err)
		}
	}
}
