//go:build unix

package files

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/files/open"
	"github.com/amerintlxperts/ecrcache/internal/files/replace"
)

// inTime fails the test when something takes longer than files take.
func inTime(t *testing.T, what string, do func()) {
	t.Helper()
	done := make(chan bool)
	go func() { defer close(done); do() }()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatalf("%s: it waits", what)
	}
}

// specials are files of a name that are no regular ones.
var specials = map[string]func(t *testing.T, path string){
	"a named pipe": func(t *testing.T, path string) {
		if err := syscall.Mkfifo(path, 0o600); err != nil {
			t.Fatal(err)
		}
	},
	"a socket": func(t *testing.T, path string) {
		l, err := net.Listen("unix", path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
	},
	"a link to a device without end": func(t *testing.T, path string) {
		if err := os.Symlink("/dev/zero", path); err != nil {
			t.Fatal(err)
		}
	},
}

// shortDir is a directory whose path is short enough for a socket in it.
func shortDir(t *testing.T) string {
	dir, err := os.MkdirTemp("", "e")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// TestSpecialFiles: what is no regular file is refused in words and stops nothing, also
// when it came to its place after the file was listed.
func TestSpecialFiles(t *testing.T) {
	for name, make := range specials {
		path := filepath.Join(shortDir(t), "a.yaml")
		make(t, path)
		for what, read := range map[string]func() error{
			"read as a named file":   func() error { _, err := replace.Read(path, 1<<20); return err },
			"read as a regular file": func() error { _, err := ReadRegular(path); return err },
			"read as an ignore file": func() error { _, err := open.ReadSmall(path); return err },
			"compared":               func() error { _, _, err := open.Regular(path); return err },
			"read below a directory": func() error {
				g := &Group{in: filepath.Dir(path), before: filepath.Dir(path) + "/", names: []string{"a.yaml"}}
				_, err := (&Reader{}).Read(g, 0, func([]byte) bool { return true })
				return err
			},
		} {
			inTime(t, name+" "+what, func() {
				if err := read(); err == nil || !strings.Contains(err.Error(), "not a regular file") {
					t.Errorf("%s %s: %v", name, what, err)
				}
			})
		}
	}
}

// TestSpecialIgnoreFiles: an ignore file that is no regular one is told, and what is
// beside it is listed.
func TestSpecialIgnoreFiles(t *testing.T) {
	for name, make := range specials {
		for _, ignore := range []string{".gitignore", ".krmignore"} {
			dir := shortDir(t)
			make(t, filepath.Join(dir, ignore))
			if err := os.WriteFile(filepath.Join(dir, "a.yaml"), []byte("a: 1\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			inTime(t, name+" as "+ignore, func() {
				l, err := List(context.Background(), []string{dir}, func(*Group) {})
				if err != nil || l.Files != 1 || len(l.Skipped) != 1 || l.Skipped[0].Path != filepath.Join(dir, ignore) {
					t.Errorf("%s as %s: %+v, %v", name, ignore, l, err)
				}
			})
		}
	}
}

// TestSpecialConfig: a pipe without a writer ends soon, one with a writer is read, and
// anything else is refused in words.
func TestSpecialConfig(t *testing.T) {
	for name, make := range specials {
		path := filepath.Join(shortDir(t), "c.yaml")
		make(t, path)
		inTime(t, name, func() {
			text, err := ReadConfig(path)
			if isPipe := name == "a named pipe"; len(text) > 0 || isPipe && err != nil || !isPipe && !errors.Is(err, open.ErrNotRegular) {
				t.Errorf("%s: %q, %v", name, text, err)
			}
		})
	}
	path := filepath.Join(shortDir(t), "pipe")
	specials["a named pipe"](t, path)
	w, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		_, _ = w.WriteString("a: 1\n")
		time.Sleep(50 * time.Millisecond)
		w.Close()
	}()
	inTime(t, "a pipe", func() {
		if text, err := ReadConfig(path); string(text) != "a: 1\n" || err != nil {
			t.Errorf("%q, %v", text, err)
		}
	})
}

// TestExclude: .git/info/exclude leaves out what it leaves out for git, in a repository
// and in a further work tree of it, and a .gitignore can take it back. Above the repositories it is the same.
func TestExclude(t *testing.T) {
	top := t.TempDir()
	for path, text := range map[string]string{
		"repo/.git/info/exclude":          "secret.yaml\n/deploy/gen\nkept.yaml\n",
		"repo/.gitignore":                 "!kept.yaml\n",
		"repo/.git/worktrees/w/commondir": "../..\n",
		"repo/deploy/a.yaml":              "a: 1\n",
		"repo/deploy/secret.yaml":         "a: 1\n",
		"repo/deploy/kept.yaml":           "a: 1\n",
		"repo/deploy/gen/b.yaml":          "a: 1\n",
		"w/.git":                          "gitdir: ../repo/.git/worktrees/w\n",
		"w/secret.yaml":                   "a: 1\n",
		"w/a.yaml":                        "a: 1\n",
	} {
		path = filepath.Join(top, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for dir, want := range map[string]int{"repo": 2, "repo/deploy": 2, "w": 1, ".": 3} {
		l, err := List(context.Background(), []string{filepath.Join(top, dir)}, func(*Group) {})
		if err != nil || l.Files != want || len(l.Skipped) > 0 {
			t.Errorf("%s: %d files, want %d; %v, %v", dir, l.Files, want, l.Skipped, err)
		}
	}
}

// TestTreeSwapped: a file of a repository that becomes a named pipe between two looks at it is not
// waited for.
func TestTreeSwapped(t *testing.T) {
	dir := t.TempDir()
	path, file, pipe := filepath.Join(dir, "a.yaml"), filepath.Join(dir, "file"), filepath.Join(dir, "pipe")
	specials["a named pipe"](t, pipe)
	if err := os.WriteFile(file, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	stop, stopped := make(chan bool), make(chan bool)
	go func() {
		defer close(stopped)
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			next := filepath.Join(dir, "next")
			if os.Symlink([]string{file, pipe}[i%2], next) == nil {
				_ = os.Rename(next, path)
			}
		}
	}()
	defer func() { close(stop); <-stopped }()
	inTime(t, "reading", func() {
		for range 20000 {
			if text, err := (Tree{dir}).Read(path); err == nil && string(text) != "text" {
				t.Errorf("it holds %q", text)
			}
		}
	})
}

// TestPipeWithoutWriter: nobody writes to a pipe that is given as a list or as events, and it is
// not waited for; of one with a writer everything is read.
func TestPipeWithoutWriter(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	specials["a named pipe"](t, pipe)
	inTime(t, "reading", func() {
		if text, err := ReadFileOrPipe(pipe, 10); err != nil || len(text) > 0 {
			t.Errorf("%q, %v", text, err)
		}
	})
	go func() { _ = os.WriteFile(pipe, []byte("text"), 0o600) }()
	inTime(t, "reading", func() {
		if text, err := ReadFileOrPipe(pipe, 10); err != nil || string(text) != "text" {
			t.Errorf("%q, %v", text, err)
		}
	})
}
