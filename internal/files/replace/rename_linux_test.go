package replace

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// TestPutIn: what somebody does to a file in the last moment, after the last look at it,
// stays.
func TestPutIn(t *testing.T) {
	for name, test := range map[string]struct {
		do   func(path string) error
		kept func(path string) bool
	}{
		"an edit": {
			func(path string) error { return os.WriteFile(path, []byte("edited"), 0o644) },
			func(path string) bool { text, err := os.ReadFile(path); return err == nil && string(text) == "edited" },
		},
		"a directory": {
			func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o755)) },
			func(path string) bool { info, err := os.Lstat(path); return err == nil && info.IsDir() },
		},
		"a link": {
			func(path string) error { return errors.Join(os.Remove(path), os.Symlink("b.yaml", path)) },
			func(path string) bool { to, err := os.Readlink(path); return err == nil && to == "b.yaml" },
		},
		"a pipe": {
			func(path string) error { return errors.Join(os.Remove(path), unix.Mkfifo(path, 0o600)) },
			func(path string) bool {
				info, err := os.Lstat(path)
				return err == nil && info.Mode()&os.ModeNamedPipe != 0
			},
		},
		"a removal": {
			os.Remove,
			func(path string) bool { _, err := os.Lstat(path); return errors.Is(err, os.ErrNotExist) },
		},
		"another mode": {
			func(path string) error { return os.Chmod(path, 0o600) },
			func(path string) bool { info, err := os.Lstat(path); return err == nil && info.Mode() == 0o600 },
		},
	} {
		dir, all := two(t)
		v, temp := all[0], filepath.Join(dir, ".ecrcache-1.tmp")
		write(t, temp, "new")
		if err := test.do(v.Path); err != nil {
			t.Fatal(err)
		}
		if err := v.putIn(temp); err == nil || !test.kept(v.Path) {
			t.Errorf("%s is lost; the error is %v", name, err)
		}
		if text, err := os.ReadFile(temp); err != nil || string(text) != "new" {
			t.Errorf("%s: the new file holds %q, %v", name, text, err)
		}
	}
}

// TestPutInNew: a file that somebody made in the last moment stays.
func TestPutInNew(t *testing.T) {
	dir := t.TempDir()
	path, temp := filepath.Join(dir, "a.yaml"), filepath.Join(dir, ".ecrcache-1.tmp")
	v, err := ReadOrNew(path, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, "made by hand")
	write(t, temp, "new")
	if err := (&Replacement{v, []byte("new")}).putIn(temp); !errors.Is(err, ErrChanged) {
		t.Error(err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "made by hand" {
		t.Errorf("it holds %q, %v", text, err)
	}
}

// TestPutInTwice: where another run has put in the same text in the last moment, both
// succeed.
func TestPutInTwice(t *testing.T) {
	dir, all := two(t)
	for _, temp := range []string{".ecrcache-1.tmp", ".ecrcache-2.tmp"} {
		write(t, filepath.Join(dir, temp), "new")
		if err := all[0].putIn(filepath.Join(dir, temp)); err != nil {
			t.Error(err)
		}
	}
	holds(t, dir, "new", "old")
}

// TestPutBackFails: what somebody wrote in the last moment is kept, and named, where it cannot be put
// back.
func TestPutBackFails(t *testing.T) {
	dir, all := two(t)
	temp := filepath.Join(dir, ".ecrcache-1.tmp")
	write(t, temp, "made by hand")
	if err := os.Remove(all[0].target); err != nil { // so that there is nothing to exchange with
		t.Fatal(err)
	}
	err := all[0].putBack(temp)
	kept := all[0].target + ".changed"
	if !errors.Is(err, ErrChanged) || !strings.Contains(err.Error(), kept) {
		t.Errorf("the error is %v", err)
	}
	if text, err := os.ReadFile(kept); err != nil || string(text) != "made by hand" {
		t.Errorf("%s holds %q, %v", kept, text, err)
	}
}
