package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// required turns a test that cannot run here into a failure.
var required = os.Getenv("ECRCACHE_E2E") == "required"

// tools is the directory of the programs under test, first on PATH.
var tools string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "ecrcache-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	tools = dir
	os.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	for _, build := range []func(string) error{Ecrcache, Kustomize} {
		if err := build(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	return m.Run()
}

// need skips the test when a program is not on PATH, and fails it where programs
// are required.
func need(t *testing.T, program string) {
	t.Helper()
	_, err := exec.LookPath(program)
	switch {
	case err != nil && program == "kpt" && required:
		if err := Kpt(tools); err != nil {
			t.Fatal(err)
		}
	case err != nil && required && program != "kubectl":
		t.Fatalf("%s is not on PATH", program)
	case err != nil:
		t.Skipf("%s is not on PATH", program)
	}
}

// checkout copies a directory of the repository, so that a run leaves no trace.
func checkout(t *testing.T, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), filepath.Base(dir))
	if err := os.CopyFS(to, os.DirFS(filepath.Join("..", "..", dir))); err != nil {
		t.Fatal(err)
	}
	return to
}

// output runs a program and returns what it prints; the test fails when the
// program does.
func output(t *testing.T, dir, program string, args ...string) string {
	t.Helper()
	stdout, stderr, err := command(dir, program, args...)
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", program, args, err, stderr)
	}
	return stdout
}
