//go:build unix

package handover_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/handover"
)

// TestMain is the first program, where a test starts this binary as one.
func TestMain(m *testing.M) {
	if os.Getenv("HAND_OVER") == "" {
		os.Exit(m.Run())
	}
	code, err := handover.Run(os.Args[1:])
	if err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		code = 99
	}
	os.Exit(code)
}

// second is a program that shows what reaches it, and ends with 7. It waits when it is told
// to, and says when a signal came.
const second = `#!/bin/sh
echo "%s: $# $*"
cat
if test "$1" = wait; then
	trap 'echo terminated; exit 9' TERM
	echo waiting
	while :; do sleep 0.05; done
fi
exit 7
`

// first is a copy of this binary in a directory, with second programs where they are named.
func first(t *testing.T, beside, onPath bool) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	binary, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	dir, path := t.TempDir(), t.TempDir()
	write := func(file, text string) {
		if err := os.WriteFile(file, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(dir, "ecrcache"), string(binary))
	if beside {
		write(filepath.Join(dir, handover.Program), strings.Replace(second, "%s", "beside", 1))
	}
	if onPath {
		write(filepath.Join(path, handover.Program), strings.Replace(second, "%s", "on the path", 1))
	}
	cmd := exec.Command(filepath.Join(dir, "ecrcache"))
	cmd.Env = []string{"HAND_OVER=1", "PATH=" + path + ":/usr/bin:/bin"}
	return cmd
}

// TestRun: the program beside this one is run, else one on the PATH, with the arguments and
// the streams; its exit code is that of the run.
func TestRun(t *testing.T) {
	for name, test := range map[string]struct {
		beside, onPath bool
		want           string
	}{
		"beside": {true, true, "beside: 2 doctor a b\ninput"}, "on the path": {false, true, "on the path: 2 doctor a b\ninput"},
	} {
		t.Run(name, func(t *testing.T) {
			cmd := first(t, test.beside, test.onPath)
			cmd.Args = append(cmd.Args, "doctor", "a b")
			cmd.Stdin = strings.NewReader("input")
			out, err := cmd.Output()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != 7 || string(out) != test.want {
				t.Errorf("%v: %q, want %q and exit code 7", err, out, test.want)
			}
		})
	}
}

// TestMissing: without the program the error says where it was looked for, and how to get it.
func TestMissing(t *testing.T) {
	cmd := first(t, false, false)
	out, err := cmd.CombinedOutput()
	if err == nil || cmd.ProcessState.ExitCode() != 99 {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{"ecrcache-aws", filepath.Dir(cmd.Path), "PATH", "every archive and image", "go install github.com/amerintlxperts/ecrcache/cmd/...@latest"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("no %q in %s", want, out)
		}
	}
}

// TestSignals: a signal to the first program reaches the second, which decides what becomes
// of the run.
func TestSignals(t *testing.T) {
	cmd := first(t, true, false)
	cmd.Args = append(cmd.Args, "wait")
	out := &strings.Builder{}
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	buffer := make([]byte, 256)
	for !strings.Contains(out.String(), "waiting") {
		n, err := pipe.Read(buffer)
		out.Write(buffer[:n])
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	time.AfterFunc(10*time.Second, func() { _ = cmd.Process.Kill() })
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for {
		n, err := pipe.Read(buffer)
		out.Write(buffer[:n])
		if err != nil {
			break
		}
	}
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() != 9 || !strings.Contains(out.String(), "terminated") {
		t.Errorf("%v: %s", err, out)
	}
}
