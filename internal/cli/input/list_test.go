package input

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
)

// TestReadList: a list has a reference a line, and a message says which line it was.
func TestReadList(t *testing.T) {
	file := filepath.Join(t.TempDir(), "images.txt")
	verb := &cobra.Command{}
	verb.SetContext(context.Background())
	read := func(name, text string) ([]Line, error) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		verb.SetIn(strings.NewReader(text))
		return ReadList(verb, name)
	}
	const text = "# of the shop\nghcr.io/org/app:v1\r\n\n  quay.io/org/tool:v2  "
	for name, at := range map[string]string{file: file, "-": "standard input"} {
		got, err := read(name, text)
		want := []Line{{"ghcr.io/org/app:v1", at + ":2"}, {"quay.io/org/tool:v2", at + ":4"}}
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v, -want +got\n%s", name, err, diff)
		}
	}
	for what, test := range map[string]struct{ text, says string }{
		"nothing":        {"# nothing\n\n", "no image; give one reference a line"},
		"no text":        {"\x1f\x8b\x00", "no text; give one image reference a line"},
		"more than fits": {strings.Repeat("ghcr.io/org/app:v1\n", 1<<20), "larger than 16 MiB"},
	} {
		if _, err := read(file, test.text); err == nil || err.Error() != file+": "+test.says {
			t.Errorf("%s: %v, want %s", what, err, test.says)
		}
	}
	if _, err := ReadList(verb, file+".missing"); err == nil || !strings.Contains(err.Error(), "images.txt.missing: ") {
		t.Errorf("a file that is not there: %v", err)
	}
}

// slow is standard input that ends after a while.
type slow struct{}

func (slow) Read([]byte) (int, error) {
	time.Sleep(100 * time.Millisecond)
	return 0, io.EOF
}

// TestReadInterrupted: after an interrupt the reading goes on in the background, and must not write
// to what the caller gets. The race detector says so.
func TestReadInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	verb := &cobra.Command{}
	verb.SetContext(ctx)
	verb.SetIn(slow{})
	if text, _, err := ReadText(verb, "-"); err == nil || text != nil {
		t.Errorf("%q, %v; want an error", text, err)
	}
	time.Sleep(200 * time.Millisecond)
}
