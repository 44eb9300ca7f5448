//go:build unix

package cli

import (
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// TestFewFiles: a process that may open few files ends with an error in words, or does
// its work.
func TestFewFiles(t *testing.T) {
	work := t.TempDir()
	program := copyOfProgram(t, work)
	for limit := 4; limit < 24; limit++ {
		plantPods(t, work+"/deploy", 3)
		cmd := exec.Command("sh", "-c", "ulimit -n "+strconv.Itoa(limit)+`; exec "$0" rewrite --account-id 123456789012 --region ca-central-1 deploy`, program)
		cmd.Dir = work
		said, err := cmd.CombinedOutput()
		old, _, torn, temps := state(t, work+"/deploy")
		switch text := string(said); {
		case strings.Contains(text, "goroutine ") || torn+temps > 0:
			t.Errorf("%d: %d torn, %d left, %s", limit, torn, temps, text)
		case err == nil && old > 0, err != nil && !strings.Contains(text, "error") && !strings.Contains(text, "shared libraries"):
			t.Errorf("%d: %v, %d files are old: %s", limit, err, old, text)
		}
	}
}

// TestFullOutput: no verb succeeds when its output cannot be written.
func TestFullOutput(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("there is no /dev/full")
	}
	work := t.TempDir()
	program := copyOfProgram(t, work)
	for _, args := range []string{"--help", "help rewrite", "rewrite --help", "--version", "version", "completion bash", "explain --account-id 123456789012 --region ca-central-1 ghcr.io/a/b:v1"} {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		must(t, err)
		cmd := exec.Command(program, strings.Fields(args)...)
		cmd.Stdout = full
		if err := cmd.Run(); cmd.ProcessState.ExitCode() != exitFailed {
			t.Errorf("%s: %v", args, err)
		}
		full.Close()
	}
}
