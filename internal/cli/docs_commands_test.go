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

// shellCommand finds them in a line of a shell, wherever it may start a command: after ; | && ( ! do,
// then, and variables.
var shellCommand = regexp.MustCompile(`(?:^|[|;&(!] *|\b(?:do|then|if|while) |\b[A-Za-z_]+=\S* )(?:kubectl )?ecrcache(?:-aws)? ([^|` + "`" + `;&<>#()]*)`)

// aBlock finds the blocks of a shell: its commands, or a session with them.
var aBlock = regexp.MustCompile("(?ms)^ *```(sh|console)\n(.*?)^ *```$")

// TestDocumentedCommands: every command of this program that a document names is
// one: its verb and its flags exist, with a value where they need one.
func TestDocumentedCommands(t *testing.T) {
	found := 0
	for path, text := range documents(t) {
		for _, words := range commandsIn(text) {
			found++
			if err := parsed(words); err != nil {
				t.Errorf("%s: ecrcache %s: %v", path, words, err)
			}
		}
	}
	if found < 300 {
		t.Errorf("only %d commands were found", found)
	}
}

// TestCommandsIn: a command is found wherever a shell takes one, and what is wrong in it is seen.
func TestCommandsIn(t *testing.T) {
	const block = "```console\n"
	for text, wrong := range map[string]string{
		block + "$ (cd apps && ecrcache check . > list; ecrcache rewrit .)\n```": "rewrit .",
		block + "$ ! ecrcache check --stirct .\n```":                             "check --stirct .",
		block + "$ for d in *; do ecrcache --verbosely check; done\n```":         "--verbosely check",
		block + "$ ecrcache generate \\\n    --into .\n```":                      "generate      --into .",
		block + "$ ecrcache check\necrcache: error; ecrcache says so\n```":       "",
		"```sh\nN=1 ecrcache-aws status --al\n```":                               "status --al",
		"```sh\nkubectl ecrcache imags\n```":                                     "imags",
	} {
		var refused []string
		for _, words := range commandsIn(text) {
			if parsed(words) != nil {
				refused = append(refused, words)
			}
		}
		if got := strings.Join(refused, ", "); got != wrong {
			t.Errorf("%s\nrefused %q, want %q", text, got, wrong)
		}
	}
}

// commandsIn lists what a text gives this program, without its name.
func commandsIn(text string) []string {
	seen := map[string]bool{}
	var all []string
	add := func(words string) {
		words = strings.TrimSpace(words)
		if !seen[words] {
			seen[words] = true
			all = append(all, words)
		}
	}
	text = strings.ReplaceAll(text, "\\\n", " ")
	for _, m := range aCommand.FindAllStringSubmatch(text, -1) {
		add(m[1])
	}
	for _, block := range aBlock.FindAllStringSubmatch(text, -1) {
		for line := range strings.Lines(block[2]) {
			line, typed := strings.CutPrefix(strings.TrimSpace(line), "$ ")
			if !typed && block[1] == "console" {
				continue // what a command printed
			}
			for _, m := range shellCommand.FindAllStringSubmatch(line, -1) {
				add(m[1])
			}
		}
	}
	return all
}

// parsed parses a command without running it.
func parsed(words string) error {
	root := newRoot(console.New(io.Discard, io.Discard), Build{})
	verb, rest, err := root.Find(strings.Fields(words))
	if err != nil {
		return err
	}
	if err := verb.ParseFlags(rest); err != nil {
		return err
	}
	if verb == root {
		return usage.VerbsOnly(root, root.Flags().Args())
	}
	return nil
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
