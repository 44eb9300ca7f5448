package verify

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestHide: whoever names the copies, the user reads the names of the files that were
// copied.
func TestHide(t *testing.T) {
	here, err := os.Getwd()
	must(t, err)
	scratch := filepath.Join(t.TempDir(), "ecrcache-verify-12")
	relative, err := filepath.Rel(here, scratch)
	must(t, err)
	h := newHider("/private"+scratch, scratch)
	for _, name := range []string{scratch, "/private" + scratch, relative} {
		for before, want := range map[string]string{
			"lstat NAME/before/a/b.yaml: gone":                              "lstat a/b.yaml: gone",
			"'NAME/after' and NAME/back/x":                                  "'.' and x",
			"file 'NAME/worker3/before/x' is not in 'NAME/worker3/after/y'": "file 'x' is not in 'y'",
			"NAME/beside/base: no such directory":                           "../beside/base: no such directory",
			"NAME/worker0/beside":                                           "../beside",
			"NAME/beforehand":                                               "../beforehand",
			"parsing NAME/values-123.yaml: bad":                             "parsing the values: bad",
			"mkdir NAME":                                                    "mkdir ..",
			"reads NAME/after/p.yaml, NAME/after/q.yaml":                    "reads p.yaml, q.yaml",
			"/tmp/other/before/a":                                           "/tmp/other/before/a",
		} {
			given := strings.ReplaceAll(before, "NAME", name)
			if got := h.text(given); got != want {
				t.Errorf("%s: %q, want %q", given, got, want)
			}
		}
	}
	wrapped := h.err(&fs.PathError{Op: "open", Path: scratch + "/after/a.yaml", Err: fs.ErrPermission})
	if wrapped.Error() != "open a.yaml: permission denied" || !errors.Is(wrapped, fs.ErrPermission) {
		t.Errorf("%v", wrapped)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
