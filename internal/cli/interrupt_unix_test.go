//go:build unix

package cli

import (
	"bytes"
	"io"
	"os"
	"os/signal"
	"syscall"
	"testing"
	"time"
)

// TestInterrupt: Ctrl-C ends a run that waits for input, with exit code 1 and
// without output.
func TestInterrupt(t *testing.T) {
	kept := make(chan os.Signal, 1)
	signal.Notify(kept, os.Interrupt) // or an early signal ends the test itself
	defer signal.Stop(kept)
	stdin, feed := io.Pipe()
	defer feed.Close()
	var stdout, stderr bytes.Buffer
	done := make(chan int)
	go func() { done <- Main(Build{}, []string{"rewrite"}, stdin, &stdout, &stderr) }()
	for deadline := time.After(10 * time.Second); ; {
		select {
		case code := <-done:
			if want := "ecrcache: error: reading standard input: interrupted\n"; code != exitFailed || stdout.Len() > 0 || stderr.String() != want {
				t.Errorf("exit code %d, stdout %q, stderr %q", code, &stdout, &stderr)
			}
			return
		case <-deadline:
			t.Fatal("the program went on")
		case <-time.After(20 * time.Millisecond):
			if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
				t.Fatal(err)
			}
		}
	}
}
