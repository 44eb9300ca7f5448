package cli

import (
	"os"
	"strings"
	"testing"
)

// TestFluxCommandsAreRun: every command that docs/flux.md shows is run by the session
// flux.txtar, and what it shows as printed is what the session compares with.
func TestFluxCommandsAreRun(t *testing.T) {
	page, err := os.ReadFile("../../docs/flux.md")
	must(t, err)
	session, err := os.ReadFile("../../testdata/script/flux.txtar")
	must(t, err)
	commands := 0
	for line := range strings.Lines(string(page)) {
		if command := strings.TrimSpace(line); strings.HasPrefix(command, "ecrcache ") {
			commands++
			if !strings.Contains(string(session), "\nexec "+command+"\n") {
				t.Errorf("no session runs %s", command)
			}
		}
	}
	if commands < 5 {
		t.Errorf("only %d commands were found", commands)
	}
	for _, file := range []string{"pairs.yaml", "renovate.json"} {
		_, text, _ := strings.Cut(string(session), "-- "+file+" --\n")
		text, _, _ = strings.Cut(text, "\n-- ")
		if text == "" || !strings.Contains(string(page), strings.TrimSpace(text)+"\n```") {
			t.Errorf("docs/flux.md does not show %s of the session", file)
		}
	}
}
