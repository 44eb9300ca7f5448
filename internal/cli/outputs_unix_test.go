//go:build unix

package cli

import (
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
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

// writers are command lines of every verb that writes to standard output.
var writers = []string{
	"--help", "help rewrite", "rewrite --help", "--version", "version", "completion bash", "explain OF ghcr.io/a/b:v1",
	"images OF deploy", "images OF -o json deploy", "images OF -o csv deploy", "rewrite OF --diff deploy", "rewrite OF --dry-run deploy", "rewrite OF -o json deploy", "rewrite OF deploy",
	"check OF -o json deploy", "check OF -o github deploy", "init OF --file -", "config OF", "warm OF --dry-run deploy",
	"verify OF --kustomize ./builder -o json", "generate OF --renovate", "generate OF --renovate --out deploy/out", "generate OF --renovate --out deploy/out --diff",
	"setters list -o json deploy", "doctor OF",
}

// TestUnwritableOutput: no verb succeeds when its output cannot be written: on a full
// disk, or where the descriptor is not for writing.
func TestUnwritableOutput(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("there is no /dev/full")
	}
	work := t.TempDir()
	program := copyOfProgram(t, work)
	for output, why := range map[string]string{"1>/dev/full": "no space left on device", "1</dev/null": "bad file descriptor"} {
		for _, args := range writers {
			plantPods(t, work+"/deploy", 1)
			cmd := exec.Command("sh", append([]string{"-c", `exec "$0" "$@" ` + output, program}, lineOf(args)...)...)
			var stderr strings.Builder
			cmd.Dir, cmd.Stderr = work, &stderr
			_ = cmd.Run() // its exit code tells
			said, code := stderr.String(), cmd.ProcessState.ExitCode()
			if code != exit.CodeFailed || !strings.Contains(said, "ecrcache: error: writing standard output: ") || !strings.Contains(said, why) {
				t.Errorf("%s %s: exit code %d, it says %q", args, output, code, said)
			}
		}
	}
}

// TestClosedOutput: a verb that does nothing but print fails when standard output is closed, and has changed nothing;
// one whose exit code is the answer, or that changes files, does its work.
func TestClosedOutput(t *testing.T) {
	work := t.TempDir()
	program := copyOfProgram(t, work)
	run := func(args, stdin, output string) (int, string) {
		plantPods(t, work+"/deploy", 1)
		cmd := exec.Command("sh", append([]string{"-c", `exec "$0" "$@" ` + output, program}, lineOf(args)...)...)
		var stderr strings.Builder
		cmd.Dir, cmd.Stdin, cmd.Stderr = work, strings.NewReader(stdin), &stderr
		_ = cmd.Run() // its exit code tells
		return cmd.ProcessState.ExitCode(), stderr.String()
	}
	const list = `{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[],` +
		`"functionConfig":{"apiVersion":"v1","kind":"ConfigMap","data":{"accountID":"123456789012","region":"ca-central-1"}}}`
	for _, test := range []struct {
		args, stdin string
		code        int
	}{
		{"", list, exit.CodeFailed}, // the KRM function
		{"rewrite OF", list, exit.CodeFailed},
		{"rewrite OF -", list, exit.CodeFailed},
		{"rewrite OF --diff deploy", "", exit.CodeFailed},
		{"rewrite OF --dry-run deploy", "", exit.CodeFailed},
		{"images OF deploy", "", exit.CodeFailed},
		{"images OF -o json deploy", "", exit.CodeFailed},

		{"config OF", "", exit.CodeFailed},
		{"init OF --file -", "", exit.CodeFailed},
		{"generate OF --renovate", "", exit.CodeFailed},
		{"generate OF --renovate --out new --diff", "", exit.CodeFailed},
		{"setters list deploy", "", exit.CodeFailed},
		{"warm OF --dry-run deploy", "", exit.CodeFailed},
		{"doctor OF --print-policy", "", exit.CodeFailed},
		{"rewrite OF deploy", "", exit.CodeDone},
		{"generate OF --renovate --out out", "", exit.CodeDone},
		{"explain OF ghcr.io/a/b:v1", "", exit.CodeDone},
		{"check OF deploy", "", exit.CodeFailed}, // ghcr.io is named: without the message of a closed output
		{"version", "", exit.CodeDone},
		{"--help", "", exit.CodeDone},
	} {
		const closed = "ecrcache: error: writing standard output: it is closed, and the result would be lost"
		wants := test.code == exit.CodeFailed && !strings.HasPrefix(test.args, "check")
		for _, output := range []string{">&-", "1<>/dev/null"} {
			code, said := run(test.args, test.stdin, output)
			if code != test.code || strings.Contains(said, closed) != wants {
				t.Errorf("%q %s: exit code %d, want %d; it says %q", test.args, output, code, test.code, said)
			}
			if old, _, _, _ := state(t, work+"/deploy"); wants && old != 1 {
				t.Errorf("%q %s changed a file", test.args, output)
			}
		}
		if code, said := run(test.args, test.stdin, ">/dev/null"); strings.Contains(said, closed) || wants && code != exit.CodeDone {
			t.Errorf("%q >/dev/null: exit code %d, it says %q", test.args, code, said)
		}
	}
}

// TestUnwritableMessages: no verb succeeds when what it had to say could not be written; one that is told to be
// quiet, or has nothing to say, does.
func TestUnwritableMessages(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("there is no /dev/full")
	}
	work := t.TempDir()
	program := copyOfProgram(t, work)
	for _, test := range []struct {
		args string
		code int
	}{
		{"rewrite OF deploy", exit.CodeFailed},
		{"rewrite OF --dry-run deploy", exit.CodeFailed},
		{"init OF", exit.CodeFailed},
		{"generate OF --renovate --out deploy/out", exit.CodeFailed},
		{"-q rewrite OF deploy", exit.CodeDone},
		{"version", exit.CodeDone},
	} {
		plantPods(t, work+"/deploy", 1)
		cmd := exec.Command("sh", append([]string{"-c", `exec "$0" "$@" 2>/dev/full`, program}, lineOf(test.args)...)...)
		cmd.Dir = work
		_ = cmd.Run() // its exit code tells
		if code := cmd.ProcessState.ExitCode(); code != test.code {
			t.Errorf("%s: exit code %d, want %d", test.args, code, test.code)
		}
	}
}

// TestGoneReader: a reader that has enough, such as head, ends the program without a word,
// by the signal that says so.
func TestGoneReader(t *testing.T) {
	work := t.TempDir()
	program := copyOfProgram(t, work)
	for _, args := range writers {
		plantPods(t, work+"/deploy", 1)
		cmd := exec.Command(program, lineOf(args)...)
		cmd.Dir = work
		r, w, err := os.Pipe()
		must(t, err)
		must(t, r.Close())
		var said strings.Builder
		cmd.Stdout, cmd.Stderr = w, &said
		err = cmd.Run()
		w.Close()
		if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || !status.Signaled() || status.Signal() != syscall.SIGPIPE || strings.Contains(said.String(), "error") {
			t.Errorf("%s: %v, it says %q", args, err, &said)
		}
	}
}

func lineOf(args string) []string {
	return strings.Fields(strings.Replace(args, "OF", "--account-id 123456789012 --region ca-central-1", 1))
}
