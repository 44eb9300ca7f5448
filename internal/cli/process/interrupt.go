package process

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
)

// grace is how long after an interrupt the program waits for its work to return. Work that
// only calculates, or that waits for the system, does not notice the interrupt at all. It
// is longer than replace.Replacer needs, whose error says which files were written.
const grace = 700 * time.Millisecond

// deadline is how long after an interrupt the process lives at most: it could wait for ever to
// print its last messages into a pipe that nobody reads. It is longer than grace.
const deadline = 900 * time.Millisecond

var errInterrupted = errors.New("interrupted; no file was written")

// WithGrace does the work and gives its error. After an interrupt, the end of ctx, it waits
// a moment for the work to return, and gives an error of its own if it does not.
func WithGrace(ctx context.Context, work func() error) error {
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
		return exit.Work(errInterrupted)
	}
}

// ReadUntilInterrupt does what reads standard input and gives its error, or one of its own
// after an interrupt, the end of ctx: a read itself cannot be ended. The reading then goes
// on in the background, so what it fills in must not be used.
func ReadUntilInterrupt(ctx context.Context, read func() error) error {
	done := make(chan error, 1)
	go func() { done <- read() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return errors.New("reading standard input: interrupted")
	}
}

// ExitAfterInterrupt ends the process a little after an interrupt, the end of ctx, also
// when its last messages wait for a reader. The function that it gives calls that off.
func ExitAfterInterrupt(ctx context.Context) (cancel func()) {
	ended := make(chan struct{})
	go func() {
		select {
		case <-ctx.Done():
		case <-ended:
			return
		}
		select {
		case <-time.After(deadline):
			os.Exit(exit.CodeFailed)
		case <-ended:
		}
	}()
	return func() { close(ended) }
}
