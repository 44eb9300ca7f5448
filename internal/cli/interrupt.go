package cli

import (
	"context"
	"errors"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/files"
)

// grace is how long a phase may take to hear an interrupt. What only calculates, or waits
// for the system, does not hear it at all.
const grace = 500 * time.Millisecond

var errInterrupted = errors.New("interrupted; no file was written")

// untilGrace does the work, and stops waiting for it a little after an interrupt, unless
// files are being replaced: that hears the interrupt between files, and tidies up.
func untilGrace(ctx context.Context, work func() error) error {
	done := make(chan error, 1)
	go func() { done <- work() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	for {
		select {
		case err := <-done:
			return err
		case <-time.After(grace):
			if !files.IsReplacing() {
				return failed(errInterrupted)
			}
		}
	}
}
