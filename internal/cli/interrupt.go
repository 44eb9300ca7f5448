package cli

import (
	"context"
	"errors"
	"os"
	"time"
)

// grace is how long a phase may take to hear an interrupt. What only calculates, or waits
// for the system, does not hear it at all. It is longer than replace.Replacer takes to return,
// which knows what was written.
const grace = 700 * time.Millisecond

// lastWords is how long after an interrupt the program is still there, because nobody may
// read what it says.
const lastWords = 900 * time.Millisecond

var errInterrupted = errors.New("interrupted; no file was written")

// untilGrace does the work, and stops waiting for it a little after an interrupt.
func untilGrace(ctx context.Context, work func() error) error {
	done := make(chan error, 1)
	go func() { done <- work() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-done:
		return err
	case <-time.After(grace):
		return failed(errInterrupted)
	}
}

// endAnyway ends the program a little after an interrupt, also when what it says waits for
// a reader. The function that it returns takes that back.
func endAnyway(ctx context.Context) (stop func()) {
	ended := make(chan struct{})
	go func() {
		select {
		case <-ctx.Done():
		case <-ended:
			return
		}
		select {
		case <-time.After(lastWords):
			os.Exit(exitFailed)
		case <-ended:
		}
	}()
	return func() { close(ended) }
}
