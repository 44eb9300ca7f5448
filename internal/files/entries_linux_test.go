package files

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// TestReadDir: a directory reads as os.ReadDir reads it, whatever is in it, and however
// much.
func TestReadDir(t *testing.T) {
	dir := t.TempDir()
	for i := range 2000 {
		write(t, filepath.Join(dir, fmt.Sprintf("%04d%s.yaml", i, strings.Repeat("x", i%240))), "")
	}
	for name, make := range map[string]func(path string) error{
		"dir": func(path string) error { return os.Mkdir(path, 0o755) },
		"lnk": func(path string) error { return os.Symlink("dir", path) },
		"fif": func(path string) error { return unix.Mkfifo(path, 0o644) },
		"é\n": func(path string) error { return os.WriteFile(path, nil, 0o644) },
	} {
		if err := make(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	got, err := readDir(dir)
	if err != nil || !slices.EqualFunc(got, want, func(e entry, w fs.DirEntry) bool { return e.name == w.Name() && e.kind == w.Type() }) {
		t.Errorf("%d entries, want %d; %v", len(got), len(want), err)
	}
	if _, err := readDir(filepath.Join(dir, "none")); err == nil || err.Error() != "no such file or directory" {
		t.Error(err)
	}
}

// TestReadDirUnknown: what a file system does not tell is asked for.
func TestReadDirUnknown(t *testing.T) {
	dir := t.TempDir()
	if err := os.Symlink("nowhere", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	if kind, err := modeOf(unix.DT_UNKNOWN, dir, "link"); kind != fs.ModeSymlink || err != nil {
		t.Errorf("%v, %v", kind, err)
	}
	if _, err := modeOf(unix.DT_UNKNOWN, dir, "none"); err == nil {
		t.Error("no error")
	}
}
