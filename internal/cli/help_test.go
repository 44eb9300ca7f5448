package cli

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/spf13/cobra"
)

// TestHelpFits: the help of every verb fits a terminal of 80 columns.
func TestHelpFits(t *testing.T) {
	root := newRoot(console.New(io.Discard, io.Discard), Build{})
	for _, verb := range append([]*cobra.Command{root}, root.Commands()...) {
		var help bytes.Buffer
		root.SetOut(&help)
		root.SetArgs([]string{"help", verb.Name()})
		if verb == root {
			root.SetArgs([]string{"help"})
		}
		must(t, root.Execute())
		for line := range strings.Lines(help.String()) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 && !strings.Contains(line, "| ") {
				t.Errorf("%s: %d columns: %s", verb.Name(), n, line)
			}
		}
		if help.Len() == 0 {
			t.Errorf("%s has no help", verb.Name())
		}
	}
}
