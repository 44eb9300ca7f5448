package output

import (
	"bytes"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
)

// TestDirectoryDiff: a diff of generated files is coloured as every other diff is.
func TestDirectoryDiff(t *testing.T) {
	var out, messages bytes.Buffer
	c := console.New(&out, &messages)
	c.Color = "always"
	d := Directories{{Path: t.TempDir(), Config: &v1alpha1.PullThroughCache{}, Files: []object.File{{Name: "a.yaml", Text: "kind: A\n"}}}}
	if err := d.Diff(c); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "\x1b[32m+kind: A\x1b[0m") {
		t.Errorf("%q is not coloured", out.String())
	}
}
