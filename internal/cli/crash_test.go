package cli

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/planted"
)

// A buggy writer fails as a program does that looks behind the end of a list, with
// the document in its hands.
type buggy struct{}

func (buggy) Write(p []byte) (int, error) {
	return len(p), os.WriteFile(os.DevNull, p[len(p):len(p)+1:len(p)], 0o600)
}

// buggyProgram is ecrcache with the bug.
func buggyProgram() { os.Exit(Main(Build{}, os.Args[1:], os.Stdin, buggy{}, os.Stderr)) }

// TestCrash: a panic tells where the program was, and nothing of what it read, also
// where somebody asked for all that Go can tell.
func TestCrash(t *testing.T) {
	for _, args := range [][]string{{}, {"rewrite"}, {"images", "-o", "json"}, {"rewrite", "--diff", "manifests.yaml"}} {
		cmd := inTree(t, "ecrcache-buggy", args...)
		cmd.Stdin = strings.NewReader(standardInput(args))
		out, err := cmd.CombinedOutput()
		if err == nil || !bytes.Contains(out, []byte("panic: runtime error: slice bounds out of range")) || !bytes.Contains(out, []byte("goroutine 1 ")) {
			t.Errorf("%q did not crash: %v\n%s", args, err, out)
		}
		tellsNothing(t, args, "the crash", string(out))
	}
}

// inTree is a program of TestMain, in a tree with secrets.
func inTree(t *testing.T, program string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = plantedTree(t)
	cmd.Env = append(os.Environ(), "GOTRACEBACK=system", "GITHUB_TOKEN="+planted.Token())
	return cmd
}

// standardInput is a list for the function, a stream for the verbs.
func standardInput(args []string) string {
	if len(args) > 0 {
		return planted.Manifests()
	}
	var items strings.Builder
	for document := range strings.SplitSeq(planted.Manifests(), "\n---\n") {
		items.WriteString("- " + strings.ReplaceAll(strings.TrimSpace(document), "\n", "\n  ") + "\n")
	}
	return "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nfunctionConfig:\n  " + strings.ReplaceAll(strings.TrimSpace(secretConfig), "\n", "\n  ") + "\nitems:\n" + items.String()
}
