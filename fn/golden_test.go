package fn

import (
	"bytes"
	"flag"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what comes out into the golden cases")

// TestGolden runs the function on every case, twice.
func TestGolden(t *testing.T) {
	for _, c := range golden.Cases(t, "../testdata") {
		t.Run(c.Name, func(t *testing.T) {
			input := c.ResourceList(t)
			var stdout, stderr bytes.Buffer
			code := Run(bytes.NewReader(input), &stdout, &stderr)
			objects, results := golden.Documents(t, stdout.Bytes())
			if *update {
				write(t, c, objects, results, stderr.String())
			}
			same(t, "objects", c.Want(t), objects)
			same(t, "results", c.Read(t, "results.yaml"), results)
			same(t, "stderr", c.Read(t, "errors.txt"), stderr.String())
			if failed := c.Failed(t); (code != 0) != failed {
				t.Errorf("exit code %d", code)
			}
			again(t, stdout.Bytes(), objects)
		})
	}
}

// done are the codes of changes, of which a second run has none to tell.
var done = []string{"generated", "updated", "removed", "rewritten", "restored", "marker-written", "images-added", "images-removed", "pull-secret-removed"}

// again runs the function on its own output: the objects stay as they are, and
// nothing is told to have changed.
func again(t *testing.T, output []byte, objects string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	failed := Run(bytes.NewReader(output), &stdout, &stderr) != 0
	second, results := golden.Documents(t, stdout.Bytes())
	same(t, "objects after a second run", objects, second)
	for _, code := range done {
		if !failed && strings.Contains(results, "code: "+code+"\n") {
			t.Errorf("a second run tells of %s:\n%s", code, results)
		}
	}
}

func same(t *testing.T, what, want, got string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func write(t *testing.T, c golden.Case, objects, results, stderr string) {
	t.Helper()
	if objects == c.Read(t, "input.yaml") {
		objects = ""
	}
	c.Write(t, "expected.yaml", objects)
	c.Write(t, "results.yaml", results)
	c.Write(t, "errors.txt", stderr)
}
