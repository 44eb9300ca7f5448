package cli

import (
	"os"
	"strings"
	"testing"
)

// TestWaysCommandsAreRun: what docs/ways.md shows of check is what the session ways.txtar
// runs, and compares with.
func TestWaysCommandsAreRun(t *testing.T) {
	page, err := os.ReadFile("../../docs/ways.md")
	must(t, err)
	session, err := os.ReadFile("../../testdata/script/ways.txtar")
	must(t, err)
	_, block, found := strings.Cut(string(page), "```console\n$ ")
	command, output, _ := strings.Cut(block, "\n")
	output, _, _ = strings.Cut(output, "```")
	if !found || !strings.Contains(string(session), "\n! exec "+command+"\n") {
		t.Errorf("no session runs %s", command)
	}
	if output == "" || !strings.Contains(string(session), "-- found.txt --\n"+output+"-- ") {
		t.Errorf("the session does not compare with\n%s", output)
	}
}
