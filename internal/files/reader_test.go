package files

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/files/replace"
)

// readAll reads what List finds: the texts that are kept, those that were looked at, and
// the errors.
func readAll(t *testing.T, matters func([]byte) bool, paths ...string) (kept, seen []string, errs []error) {
	t.Helper()
	reader := &Reader{}
	_, err := List(context.Background(), paths, func(g *Group) {
		for i := range g.Len() {
			v, err := reader.Read(g, i, func(text []byte) bool {
				seen = append(seen, string(text))
				return matters(text)
			})
			if err != nil {
				errs = append(errs, err)
			} else if v != nil {
				kept = append(kept, filepath.Base(v.Path)+": "+string(v.Text))
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return kept, seen, errs
}

// TestReader: texts that matter are kept, whole and their own; all are looked at.
func TestReader(t *testing.T) {
	dir := t.TempDir()
	long := strings.Repeat("a: long text\n", bufferSize/8)
	exact := strings.Repeat("x", bufferSize)
	texts := map[string]string{"a.yaml": "a: yes\n", "b.yaml": "b: no\n", "c.yaml": "yes and more\n", "d.yaml": long + "yes", "e.yaml": long, "f.yaml": exact, "sub/g.yaml": "yes", "z.yaml": ""}
	if err := os.Mkdir(filepath.Join(dir, "sub"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range texts {
		write(t, filepath.Join(dir, name), text)
	}
	kept, seen, errs := readAll(t, func(text []byte) bool { return bytes.Contains(text, []byte("yes")) }, dir)
	if want := []string{"a.yaml: a: yes\n", "c.yaml: yes and more\n", "d.yaml: " + long + "yes", "g.yaml: yes"}; !slices.Equal(kept, want) || errs != nil {
		t.Errorf("kept %.200q, %v", kept, errs)
	}
	if want := []string{"a: yes\n", "b: no\n", "yes and more\n", long + "yes", long, exact, "yes", ""}; !slices.Equal(seen, want) {
		t.Errorf("looked at %.200q", seen)
	}
}

// TestReaderHuge: a huge file below a directory is left out, and read when it is named
// itself, also beside its directory.
func TestReaderHuge(t *testing.T) {
	dir := t.TempDir()
	huge := filepath.Join(dir, "huge.yaml")
	write(t, huge, "")
	if err := os.Truncate(huge, maxSize+1); err != nil {
		t.Fatal(err)
	}
	never := func([]byte) bool { return false }
	for _, test := range []struct {
		paths      []string
		seen, left int
	}{{[]string{dir}, 0, 1}, {[]string{huge}, 1, 0}, {[]string{huge, dir, huge}, 1, 1}, {[]string{dir, huge}, 1, 1}} {
		_, seen, errs := readAll(t, never, test.paths...)
		if len(seen) != test.seen || len(errs) != test.left {
			t.Errorf("%v: %d read, errors %v", test.paths, len(seen), errs)
		}
		var skip *Skip
		if len(errs) > 0 && (!errors.As(errs[0], &skip) || skip.Path != huge || !strings.Contains(skip.Reason, "16 MiB")) {
			t.Error(errs)
		}
	}
}

// TestSkipOrder: what the reading leaves out stands among the rest in the walk's order.
func TestSkipOrder(t *testing.T) {
	l := &Listing{}
	for _, s := range []struct {
		found int
		path  string
	}{{0, "a"}, {1, "c"}, {1, "d"}, {3, "f"}, {0, "b"}, {2, "e"}, {3, "g"}} {
		l.Skip(s.found, Skip{Path: s.path})
	}
	var got strings.Builder
	for _, s := range l.Skipped {
		got.WriteString(s.Path)
	}
	if got.String() != "abcdefg" {
		t.Error(got.String())
	}
}

// TestReaderMeanwhile: a file that is gone when its turn comes is an error that names it.
// One that became a symbolic link is never replaced: the link belongs to somebody else.
func TestReaderMeanwhile(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.yaml", "b.yaml", "c.yaml"} {
		write(t, filepath.Join(dir, name), "old")
	}
	reader := &Reader{}
	all := func([]byte) bool { return true }
	_, err := List(context.Background(), []string{dir}, func(g *Group) {
		if err := errors.Join(os.Remove(g.Path(0)), os.Remove(g.Path(1)), os.Symlink("c.yaml", g.Path(1))); err != nil {
			t.Fatal(err)
		}
		if _, err := reader.Read(g, 0, all); !errors.Is(err, os.ErrNotExist) || !strings.HasPrefix(err.Error(), g.Path(0)+": ") {
			t.Errorf("a file that is gone: %v", err)
		}
		v, err := reader.Read(g, 1, all)
		if err != nil {
			t.Fatal(err)
		}
		err = (&replace.Replacer{}).Replace(context.Background(), []replace.Replacement{{Version: v, New: []byte("new")}})
		if err == nil || !strings.HasPrefix(err.Error(), g.Path(1)+": "+replace.ErrChanged.Error()) {
			t.Errorf("a file that became a link: %v", err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(filepath.Join(dir, "b.yaml")); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v, %v", info.Mode(), err)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "c.yaml")); err != nil || string(text) != "old" {
		t.Errorf("c.yaml holds %q, %v", text, err)
	}
}
