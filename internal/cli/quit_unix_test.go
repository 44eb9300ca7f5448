//go:build unix

package cli

import (
	"bytes"
	"io"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/planted"
)

// TestQuit: nor does one that is told to show what it does, in the middle of a
// document.
func TestQuit(t *testing.T) {
	cmd := inTree(t, "ecrcache", "rewrite")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 64 { // more than a pipe holds, so the program has read some of it
		if _, err := io.WriteString(stdin, planted.Manifests()+"---\n"); err != nil {
			t.Fatal(err)
		}
	}
	if err := cmd.Process.Signal(syscall.SIGQUIT); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Fatal("it does not end")
	}
	if !strings.Contains(out.String(), "SIGQUIT: quit") {
		t.Errorf("no trace:\n%s", out.String())
	}
	tellsNothing(t, []string{"rewrite"}, "the trace", out.String())
}
