package e2e

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/tool"
)

// An outcome is what a command did.
type outcome struct {
	stdout, stderr string
	code           int
}

// run runs a command in the folder. A command that cannot start fails the test.
func run(t *testing.T, folder, name string, args ...string) outcome {
	t.Helper()
	return runWith(t, "", folder, name, args...)
}

// runIdle runs a command with a function in ours' place that changes nothing.
func runIdle(t *testing.T, folder, name string, args ...string) outcome {
	t.Helper()
	idle := t.TempDir()
	if err := tool.Idle(idle); err != nil {
		t.Fatal(err)
	}
	return runWith(t, tool.OnPath(idle), folder, name, args...)
}

func runWith(t *testing.T, variable, folder, name string, args ...string) outcome {
	t.Helper()
	var stdout, stderr strings.Builder
	c := exec.Command(name, args...)
	c.Dir, c.Stdout, c.Stderr = folder, &stdout, &stderr
	if variable != "" {
		c.Env = append(os.Environ(), variable)
	}
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return outcome{stdout.String(), stderr.String(), c.ProcessState.ExitCode()}
}

// done fails the test unless the command succeeded, and returns its output.
func (o outcome) done(t *testing.T) string {
	t.Helper()
	if o.code != 0 {
		t.Fatalf("exit code %d, want 0; stderr:\n%s", o.code, o.stderr)
	}
	return o.stdout
}
