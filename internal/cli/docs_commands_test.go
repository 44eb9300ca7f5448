package cli

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
)

// aCommand finds the commands of this program in a text: in a line of a block, and
// in `code`. Words in capitals and … stand for something.
var aCommand = regexp.MustCompile(`(?m)(?:^ *(?:\$ )?|\| |&& |` + "`" + `|- run: )ecrcache ([a-z][^|` + "`" + `\n;&<>#)]*)`)

// TestDocumentedCommands: every command of this program that a document names is
// one: its verb and its flags exist, with a value where they need one.
func TestDocumentedCommands(t *testing.T) {
	found := 0
	for path, text := range documents(t) {
		for _, m := range aCommand.FindAllStringSubmatch(text, -1) {
			found++
			root := newRoot(console.New(io.Discard, io.Discard), Build{})
			verb, rest, err := root.Find(strings.Fields(m[1]))
			if err == nil && verb != root {
				err = verb.ParseFlags(rest)
			} else if err == nil {
				err = usage.VerbsOnly(root, rest)
			}
			if err != nil {
				t.Errorf("%s: ecrcache %s: %v", path, m[1], err)
			}
		}
	}
	if found < 60 {
		t.Errorf("only %d commands were found", found)
	}
}

// documents are the texts that show commands, by path.
func documents(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, top := range []string{"../../README.md", "../../CONTRIBUTING.md", "../../docs", "../../examples", "../../.pre-commit-hooks.yaml"} {
		must(t, filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			// What was measured stands in tables by its name, which is no command.
			all[path], _, _ = strings.Cut(string(text), "<!-- measured: begin -->")
			return err
		}))
	}
	return all
}
