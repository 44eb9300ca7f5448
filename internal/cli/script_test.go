package cli

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what comes out into the sessions and the documentation")

func TestMain(m *testing.M) {
	program := func() { os.Exit(Main(Build{}, os.Args[1:], os.Stdin, watched(os.Stdout), watched(os.Stderr))) }
	testscript.Main(m, map[string]func(){"ecrcache": program, "kubectl-ecrcache": program, "ecrcache-buggy": buggyProgram})
}

// TestScripts runs the sessions in testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		UpdateScripts:       *update,
		Setup:               plantInEnvironment,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"windows": windows,
			"nul":     nul,
			"grow":    grow,
		},
		Condition: func(name string) (bool, error) {
			if name != "mounts" {
				return false, fmt.Errorf("no condition is called %q", name)
			}
			return exec.Command("unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", os.TempDir()).Run() == nil, nil
		},
	})
}

// exits runs a program that must end with an exit code: exits CODE PROGRAM ARG….
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	var exit *exec.ExitError
	switch err := ts.Exec(args[1], args[2:]...); {
	case !errors.As(err, &exit):
		ts.Fatalf("the program ended with %v, want exit code %d", err, want)
	case exit.ExitCode() != want:
		ts.Fatalf("exit code %d, want %d", exit.ExitCode(), want)
	}
}

// windows writes a file as editors of Windows do: with a byte order mark, and CRLF.
func windows(ts *testscript.TestScript, _ bool, args []string) {
	text := bytes.ReplaceAll([]byte(ts.ReadFile(args[0])), []byte("\n"), []byte("\r\n"))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), append([]byte("\xef\xbb\xbf"), text...), 0o644))
}

// nul writes a file that is no text.
func nul(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("\x00\x01ghcr.io"), 0o644))
}

// grow makes a manifest of so many KiB, by a comment: grow FILE KIB.
func grow(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	text := append([]byte(ts.ReadFile(args[0])), bytes.Repeat([]byte("# filled\n"), size*1024/len("# filled\n"))...)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), text, 0o644))
}
