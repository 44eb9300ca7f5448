package tree

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestTop: the tree is the Git repository around the paths, or what holds all of them.
func TestTop(t *testing.T) {
	dir, err := real(t.TempDir())
	must(t, err)
	for _, d := range []string{"a/.git", "a/deploy/base", "b/.git", "plain/x/y", "plain/z"} {
		must(t, os.MkdirAll(filepath.Join(dir, d), 0o700))
	}
	must(t, os.WriteFile(filepath.Join(dir, "plain/z/pod.yaml"), nil, 0o600))
	must(t, os.Symlink("a/deploy", filepath.Join(dir, "link")))
	for _, test := range []struct {
		paths    []string
		top      string
		relative []string
		err      error
	}{
		{[]string{"a/deploy/base"}, "a", []string{"deploy/base"}, nil},
		{[]string{"a"}, "a", []string{"."}, nil},
		{[]string{"link/base"}, "a", []string{"deploy/base"}, nil},
		{[]string{"a/deploy", "a/deploy/base"}, "a", []string{"deploy", "deploy/base"}, nil},
		{[]string{"a", "b"}, "", nil, errSeveral},
		{[]string{"plain/x", "b"}, "", nil, errSeveral},
		{[]string{"plain/x/y"}, "plain/x/y", []string{"."}, nil},
		{[]string{"plain/x/y", "plain/z/pod.yaml"}, "plain", []string{"x/y", "z/pod.yaml"}, nil},
		{[]string{"gone"}, "", nil, os.ErrNotExist},
	} {
		var paths []string
		for _, p := range test.paths {
			paths = append(paths, filepath.Join(dir, p))
		}
		got, relative, err := Top(paths)
		if !errors.Is(err, test.err) {
			t.Errorf("%v: %v, want %v", test.paths, err, test.err)
		}
		if test.err == nil && (got != filepath.Join(dir, test.top) || !slices.Equal(relative, test.relative)) {
			t.Errorf("%v: %s %v", test.paths, got, relative)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
