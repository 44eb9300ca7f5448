//go:build unix

package input

import (
	"context"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/spf13/cobra"
)

// TestReadFileInterrupted: an interrupt while a named pipe is read names the pipe, not standard
// input.
func TestReadFileInterrupted(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "events.json")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	verb := &cobra.Command{}
	verb.SetContext(ctx)
	if _, _, err := ReadText(verb, pipe); err == nil || !strings.HasPrefix(err.Error(), "reading "+pipe+": ") {
		t.Errorf("%v does not name %s", err, pipe)
	}
}
