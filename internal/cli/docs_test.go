package cli

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra/doc"
)

// docs is where the verbs are described.
const docs = "../../docs/cli"

// TestDocs holds docs/cli against the verbs; with -update it writes it.
func TestDocs(t *testing.T) {
	dir := t.TempDir()
	if *update {
		must(t, os.RemoveAll(docs))
		must(t, os.Mkdir(docs, 0o755))
		dir = docs
	}
	root := newRoot(console.New(io.Discard, io.Discard), Build{})
	root.DisableAutoGenTag = true
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	must(t, doc.GenMarkdownTree(root, dir))
	if diff := cmp.Diff(pages(t, docs), pages(t, dir)); diff != "" {
		t.Errorf("docs/cli is not what the verbs say; run go test ./internal/cli -run TestDocs -update (-have +want):\n%s", diff)
	}
}

// pages reads a directory, by file name.
func pages(t *testing.T, dir string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		must(t, err)
		texts[e.Name()] = string(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")))
	}
	return texts
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
