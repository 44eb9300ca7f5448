package replace

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestReplace: the new text, the old mode, nothing else in the directory.
func TestReplace(t *testing.T) {
	dir, all := two(t)
	if err := os.Chmod(all[0].Path, 0o640); err != nil {
		t.Fatal(err)
	}
	all[0].Version = read(t, all[0].Path)
	if err := (&Replacer{}).Replace(context.Background(), all); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, "new", "new")
	if info, err := os.Stat(all[0].Path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

// TestReplaceLink: a link stays one, and its target changes.
func TestReplaceLink(t *testing.T) {
	dir, all := two(t)
	link := filepath.Join(t.TempDir(), "link.yaml")
	if err := os.Symlink(all[0].Path, link); err != nil {
		t.Fatal(err)
	}
	if err := (&Replacer{}).Replace(context.Background(), []Replacement{{read(t, link), []byte("new")}}); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, "new", "old")
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link became a file")
	}
}

// TestReplaceTwice: a file that is named twice becomes the new one, unless the two are
// to differ.
func TestReplaceTwice(t *testing.T) {
	_, all := two(t)
	link := filepath.Join(t.TempDir(), "link.yaml")
	if err := os.Symlink(all[0].Path, link); err != nil {
		t.Fatal(err)
	}
	twice := []Replacement{all[0], {read(t, link), []byte("new")}}
	if err := (&Replacer{}).Replace(context.Background(), twice); err != nil {
		t.Fatal(err)
	}
	twice = []Replacement{{read(t, all[0].Path), []byte("newer")}, {read(t, link), []byte("other")}}
	err := (&Replacer{}).Replace(context.Background(), twice)
	if err == nil || !strings.HasSuffix(err.Error(), "link.yaml: somebody changed the file meanwhile; run again; 1 of 2 files were written before") {
		t.Error(err)
	}
	holds(t, filepath.Dir(all[0].Path), "newer", "old")
}

// TestIsUnchanged: what happens to a file behind the check of all of them is noticed.
func TestIsUnchanged(t *testing.T) {
	for name, touch := range map[string]func(path string) error{
		"another text of the same length": func(path string) error { return os.WriteFile(path, []byte("odd"), 0o644) },
		"another file in its place":       func(path string) error { return os.Rename(filepath.Join(filepath.Dir(path), "b.yaml"), path) },
		"a link in its place": func(path string) error {
			return errors.Join(os.Remove(path), os.Symlink("b.yaml", path))
		},
		"no file":      os.Remove,
		"another mode": func(path string) error { return os.Chmod(path, 0o600) },
	} {
		dir, all := two(t)
		long := time.Now().Add(-time.Hour)
		if err := os.Chtimes(all[0].Path, long, long); err != nil {
			t.Fatal(err)
		}
		v := read(t, all[0].Path)
		if !v.isUnchanged() {
			t.Errorf("%s: touched from the beginning", name)
		}
		if err := touch(filepath.Join(dir, "a.yaml")); err != nil {
			t.Fatal(err)
		}
		if v.isUnchanged() {
			t.Errorf("%s is not noticed", name)
		}
	}
}

// TestReplaceNew: a file that was not there is created as others are, and one that
// somebody made meanwhile is not replaced.
func TestReplaceNew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.yaml")
	v, err := ReadOrNew(path, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if err := (&Replacer{}).Replace(context.Background(), []Replacement{{v, []byte("new")}}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	err = (&Replacer{}).Replace(context.Background(), []Replacement{{v, []byte("newer")}})
	if err == nil || !strings.HasSuffix(err.Error(), "new.yaml: somebody changed the file meanwhile; run again; no file was written") {
		t.Error(err)
	}
	if v, err = ReadOrNew(path, 1<<20); err != nil || string(v.Text) != "new" {
		t.Errorf("%+v, %v", v, err)
	}
}

// TestReplaceProgress: a run over many files says where it is.
func TestReplaceProgress(t *testing.T) {
	_, all := two(t)
	var told []int
	r := &Replacer{Progress: func(written, of int) { told = append(told, written, of) }}
	if err := r.Replace(context.Background(), all); err != nil || !slices.Equal(told, []int{0, 2, 1, 2}) {
		t.Errorf("%v, %v", told, err)
	}
}

// TestReplaceFails: whatever fails, every file is the old one, nothing is left
// beside them, and the error names the file.
func TestReplaceFails(t *testing.T) {
	for _, test := range []struct {
		name string
		fail func(t *testing.T, r *Replacer, all []Replacement, stop func())
		want string
	}{
		{
			"a full disk", func(_ *testing.T, r *Replacer, _ []Replacement, _ func()) { r.Create = fullAfter(1) },
			"b.yaml: no space left on device; no file was written",
		},
		{"a disk that is full once it is flushed", func(_ *testing.T, r *Replacer, _ []Replacement, _ func()) {
			r.Create = func(dir, pattern string) (Temp, error) {
				f, err := os.CreateTemp(dir, pattern)
				return unflushed{f}, err
			}
		}, "a.yaml: no space left on device; no file was written"},
		{"no temporary file", func(_ *testing.T, r *Replacer, _ []Replacement, _ func()) {
			r.Create = func(string, string) (Temp, error) { return nil, syscall.EROFS }
		}, "a.yaml: read-only file system; no file was written"},
		{"a file that changed", func(t *testing.T, _ *Replacer, all []Replacement, _ func()) {
			all[1].Text = []byte("older")
		}, "b.yaml: somebody changed the file meanwhile; run again; no file was written"},
		{"a file that is read-only", func(t *testing.T, _ *Replacer, all []Replacement, _ func()) {
			if err := os.Chmod(all[1].Path, 0o444); err != nil {
				t.Fatal(err)
			}
			all[1].Version = read(t, all[1].Path)
		}, "b.yaml: the file is read-only; no file was written"},
		{"an interrupt", func(_ *testing.T, r *Replacer, _ []Replacement, stop func()) {
			r.Create = func(dir, pattern string) (Temp, error) {
				stop()
				return os.CreateTemp(dir, pattern)
			}
		}, "b.yaml: interrupted; no file was written"},
		{"an interrupt while the disk is waited for", func(_ *testing.T, r *Replacer, _ []Replacement, stop func()) {
			r.Create = func(dir, pattern string) (Temp, error) {
				f, err := os.CreateTemp(dir, pattern)
				return awaited{f, stop}, err
			}
		}, "b.yaml: interrupted; no file was written"},
	} {
		t.Run(test.name, func(t *testing.T) {
			ctx, stop := context.WithCancel(context.Background())
			defer stop()
			dir, all := two(t)
			r := &Replacer{}
			test.fail(t, r, all, stop)
			err := r.Replace(ctx, all)
			if err == nil || !strings.HasSuffix(err.Error(), test.want) {
				t.Errorf("error %v, want %s", err, test.want)
			}
			holds(t, dir, "old", "old")
		})
	}
}

// fullAfter is a disk that takes so many files, and then not another byte.
func fullAfter(files int) func(dir, pattern string) (Temp, error) {
	return func(dir, pattern string) (Temp, error) {
		f, err := os.CreateTemp(dir, pattern)
		if files--; files < 0 {
			return full{f}, err
		}
		return f, err
	}
}

type full struct{ Temp }

func (f full) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: f.Name(), Err: syscall.ENOSPC}
}

type unflushed struct{ Temp }

func (f unflushed) Sync() error {
	return &os.PathError{Op: "sync", Path: f.Name(), Err: syscall.ENOSPC}
}

// awaited is a file during whose flushing something happens.
type awaited struct {
	Temp
	meanwhile func()
}

func (f awaited) Sync() error {
	f.meanwhile()
	return f.Temp.Sync()
}

// TestReplaceMany: more files than are open at once are replaced, and nothing is left
// beside them.
func TestReplaceMany(t *testing.T) {
	dir := t.TempDir()
	all := make([]Replacement, mostOpen+mostOpen/2)
	for i := range all {
		path := filepath.Join(dir, fmt.Sprintf("%04d.yaml", i))
		write(t, path, "old")
		all[i] = Replacement{read(t, path), []byte("new " + path)}
	}
	if err := (&Replacer{}).Replace(context.Background(), all); err != nil {
		t.Fatal(err)
	}
	for i := range all {
		if got, err := os.ReadFile(all[i].Path); err != nil || string(got) != string(all[i].New) {
			t.Fatalf("%s holds %q, %v", all[i].Path, got, err)
		}
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != len(all) {
		t.Errorf("%d files, %v", len(entries), err)
	}
}

// two makes two files that are to be replaced.
func two(t *testing.T) (string, []Replacement) {
	t.Helper()
	dir := t.TempDir()
	var all []Replacement
	for _, name := range []string{"a.yaml", "b.yaml"} {
		path := filepath.Join(dir, name)
		write(t, path, "old")
		all = append(all, Replacement{read(t, path), []byte("new")})
	}
	return dir, all
}

func read(t *testing.T, path string) *Version {
	t.Helper()
	v, err := Read(path, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// holds reports what a directory should hold: two files, and no other.
func holds(t *testing.T, dir, a, b string) {
	t.Helper()
	for name, want := range map[string]string{"a.yaml": a, "b.yaml": b} {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v; want %q", name, got, err, want)
		}
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
		t.Errorf("the directory holds %v, %v", entries, err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestReadLarge: a file that is larger than it may be is refused before there is memory for it, and
// one that holds neither text is not read to see that.
func TestReadLarge(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.yaml")
	write(t, path, "")
	if err := os.Truncate(path, 1<<40); err != nil {
		t.Skipf("NOT TESTED: the file system has no such files: %v", err)
	}
	for most, want := range map[int64]string{4 << 10: "larger than 4 KiB", 64 << 20: "larger than 64 MiB"} {
		if _, err := Read(path, most); err == nil || err.Error() != path+": "+want {
			t.Error(err)
		}
	}
	if is, err := hasOneOf(path, []byte("a: 1\n")); is || err != nil {
		t.Error(is, err)
	}
}
