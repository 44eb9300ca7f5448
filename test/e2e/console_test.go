package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestConsole runs every console block of the examples' READMEs, in a copy of the
// example, and holds what is printed against what the README shows.
func TestConsole(t *testing.T) {
	readmes, err := filepath.Glob("../../examples/*/README.md")
	if err != nil || len(readmes) < 3 {
		t.Fatalf("%v %v", readmes, err)
	}
	for _, path := range readmes {
		example := filepath.Dir(path)
		t.Run(filepath.Base(example), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			dir := checkout(t, filepath.Join("examples", filepath.Base(example)))
			steps := console(string(text))
			if len(steps) == 0 {
				t.Fatal("no console block")
			}
			for _, s := range steps {
				if program, _, _ := strings.Cut(s.command, " "); program == "kpt" {
					need(t, program)
				}
				if got := output(t, dir, "bash", "-euo", "pipefail", "-c", s.command); got != s.want {
					t.Errorf("$ %s\nprints\n%swant\n%s", s.command, got, s.want)
				}
			}
		})
	}
}

// A step is one command of a console block, and what it prints.
type step struct{ command, want string }

// console reads the console blocks of a text: a line behind "$ " is a command, the
// lines up to the next are what it prints.
func console(text string) []step {
	var steps []step
	inside := false
	for line := range strings.Lines(text) {
		command, isCommand := strings.CutPrefix(line, "$ ")
		switch {
		case strings.HasPrefix(line, "```"):
			inside = strings.TrimSpace(line) == "```console"
		case !inside:
		case isCommand:
			steps = append(steps, step{command: strings.TrimSuffix(command, "\n")})
		case len(steps) > 0:
			steps[len(steps)-1].want += line
		}
	}
	return steps
}

func TestConsoleReader(t *testing.T) {
	got := console("text\n```console\n$ a\n1\n2\n$ b\n```\n$ not\n```yaml\n$ nor\n```\n")
	if len(got) != 2 || got[0] != (step{"a", "1\n2\n"}) || got[1] != (step{"b", ""}) {
		t.Errorf("got %q", got)
	}
}
