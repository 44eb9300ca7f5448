package process

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
)

// NotifyContext gives a context that ends at the first Ctrl-C, end by a service manager, or end of the
// terminal or the ssh session. A second Ctrl-C has its default effect: it kills the process. A second
// SIGHUP has none, because the system and the shell may both send one when a terminal closes. Where
// the program was started with SIGHUP ignored, as nohup does, it stays ignored.
func NotifyContext() (context.Context, context.CancelFunc) {
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	hangups := make(chan os.Signal, 1) // nobody reads it; that there is one replaces the default effect
	if !signal.Ignored(syscall.SIGHUP) {
		signals = append(signals, syscall.SIGHUP)
		signal.Notify(hangups, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), signals...)
	context.AfterFunc(ctx, stop) // signals have their default effect again
	return ctx, func() {
		stop()
		signal.Stop(hangups)
	}
}

// grace is how long after an interrupt the program waits for its work to return. Work that
// only calculates, or that waits for the system, does not notice the interrupt at all. It
// is longer than replace.Replacer needs, whose error says which files were written.
const grace = 700 * time.Millisecond

// deadline is how long after an interrupt the process lives at most: it could wait for ever to
// print its last messages into a pipe that nobody reads. It is longer than grace.
const deadline = 900 * time.Millisecond

// written counts the user's files that the process has written.
var written atomic.Int64

// Wrote notes that one of the user's files was written.
func Wrote() { written.Add(1) }

// interrupted is the error of work that does not return after an interrupt. Its files may all be written, where it
// waits for somebody to read what it prints.
func interrupted() error {
	if n := written.Load(); n > 0 {
		return fmt.Errorf("interrupted; %d files were written before", n)
	}
	return errors.New("interrupted; no file was written")
}

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
		return exit.Work(interrupted())
	}
}

// StandardInput is the name of standard input in messages.
const StandardInput = "standard input"

// ReadUntilInterrupt runs read and gives its error. After an interrupt, the end of ctx, it gives
// an error of its own with the name of what is read: a read from a terminal or a pipe cannot be
// ended. It then goes on in the background, so the caller must not use what it fills in.
func ReadUntilInterrupt(ctx context.Context, name string, read func() error) error {
	done := make(chan error, 1)
	go func() { done <- read() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return errors.New("reading " + name + ": interrupted")
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
