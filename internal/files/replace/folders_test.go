package replace

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestReplaceFolders: the directories that are made for new files are removed again when no file is
// written, and those that were there stay, also when they are empty.
func TestReplaceFolders(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "there"), 0o755); err != nil {
		t.Fatal(err)
	}
	var all []Replacement
	for _, name := range []string{"there/a.yaml", "there/more/b.yaml", "new/below/c.yaml"} {
		v, err := ReadOrNew(filepath.Join(dir, filepath.FromSlash(name)), 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, Replacement{v, []byte("new")})
	}
	calls := 0
	failing := &Replacer{Folders: true, Create: func(dir, pattern string) (Temp, error) {
		if calls++; calls == len(all) {
			return nil, errors.New("full")
		}
		return os.CreateTemp(dir, pattern)
	}}
	if err := failing.Replace(context.Background(), all); err == nil {
		t.Fatal("it succeeds")
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || !slices.Equal(left, []string{filepath.Join(dir, "there")}) {
		t.Errorf("%q are left, %v", left, err)
	}
	if left, err := os.ReadDir(filepath.Join(dir, "there")); err != nil || len(left) > 0 {
		t.Errorf("%v are left, %v", left, err)
	}
	if err := (&Replacer{}).Replace(context.Background(), all[2:]); err == nil {
		t.Error("a directory is made without being asked for")
	}
	if err := (&Replacer{Folders: true}).Replace(context.Background(), all); err != nil {
		t.Error(err)
	}
	for _, r := range all {
		if text, err := os.ReadFile(r.Path); err != nil || string(text) != "new" {
			t.Errorf("%s: %q, %v", r.Path, text, err)
		}
	}
}

// TestStaleTemps: what killed runs have left is an old regular file of the name; nothing else is
// removed.
func TestStaleTemps(t *testing.T) {
	dir := t.TempDir()
	old := time.Now().Add(-2 * StaleAfter)
	for _, name := range []string{".ecrcache-1.tmp", ".ecrcache-2.tmp", "a.yaml"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, ".ecrcache-3.tmp"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".ecrcache-1.tmp", ".ecrcache-3.tmp", "a.yaml"} {
		if err := os.Chtimes(filepath.Join(dir, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{filepath.Join(dir, ".ecrcache-1.tmp")}
	if got := RemoveTemps(StaleTemps(dir)); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := StaleTemps(filepath.Join(dir, "gone")); got != nil {
		t.Errorf("%q", got)
	}
}
