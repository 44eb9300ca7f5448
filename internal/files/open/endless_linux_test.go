package open

import (
	"errors"
	"os"
	"testing"
	"time"
)

// TestEndless: a file that is a regular one by its mode, and waits for more text instead of ending, is not
// read for ever.
func TestEndless(t *testing.T) {
	file, _, err := regular("/proc/kmsg", 100*time.Millisecond)
	if err != nil {
		t.Skip(err) // only root may read it
	}
	defer file.Close()
	done := make(chan error, 1)
	go func() {
		_, err := ReadAtMost(file, 64<<20)
		done <- err
	}()
	select {
	case err := <-done:
		if !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Error("it is read for ever")
	}
}
