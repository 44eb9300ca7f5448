package builder

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
)

// The most that is kept of what a builder writes: far more than any cluster accepts, and
// enough of its messages to see why it fails.
const (
	mostOutput = 256 << 20
	mostStderr = 64 << 10
)

// A command runs one builder.
type command struct {
	words   []string
	dir     string
	timeout time.Duration
}

// noPrompts keeps git from asking for a password, which would block the build. The user's
// environment follows, and so overrides it.
var noPrompts = []string{"GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=true", "SSH_ASKPASS=true", "GIT_SSH_COMMAND=ssh -oBatchMode=yes"}

// ErrTimeout is the error of a build that does not end in time.
var ErrTimeout = errors.New("time limit")

// run returns what the builder writes to its standard output. When it fails, the error is what
// it writes to its standard error.
func (c *command) run(ctx context.Context) ([]byte, error) {
	limited, cancel := context.WithTimeoutCause(ctx, c.timeout, ErrTimeout)
	defer cancel()
	cmd := exec.CommandContext(limited, c.words[0], c.words[1:]...)
	cmd.Dir = c.dir
	cmd.Env = append(noPrompts[:len(noPrompts):len(noPrompts)], os.Environ()...)
	out, stderr := &bounded{most: mostOutput}, &bounded{most: mostStderr}
	cmd.Stdout, cmd.Stderr = out, stderr
	startGroup(cmd)
	// A child that left the process group is not killed with it, and would keep the pipes open, for
	// which Run would wait. After an interrupt there must be time left to remove the copy.
	cmd.WaitDelay = 250 * time.Millisecond
	err := cmd.Run()
	killGroup(cmd)
	switch {
	case ctx.Err() != nil:
		return nil, tree.ErrInterrupted
	case errors.Is(context.Cause(limited), ErrTimeout):
		return nil, fmt.Errorf("%w: it did not end within %s", ErrTimeout, c.timeout)
	case errors.Is(err, exec.ErrWaitDelay):
		return nil, errors.New("it ended, but a program that it started keeps its output open; start none that outlives it")
	case err != nil:
		return nil, &buildError{err, stderr.kept.String()}
	case out.cut:
		return nil, fmt.Errorf("its output is larger than %d MiB", mostOutput>>20)
	}
	return out.kept.Bytes(), nil
}

// A buildError is the failure of a builder. Its text is what the builder wrote to its standard
// error.
type buildError struct {
	err    error
	stderr string
}

func (e *buildError) Error() string {
	if e.stderr == "" {
		return e.err.Error()
	}
	return e.stderr
}

func (e *buildError) Unwrap() error { return e.err }

// bounded keeps only the beginning of what is written to it. Its buffer is no embedded one, whose
// ReadFrom a copy would call in the place of Write.
type bounded struct {
	kept bytes.Buffer
	most int
	cut  bool
}

func (b *bounded) Write(p []byte) (int, error) {
	room := b.most - b.kept.Len()
	if room < len(p) {
		b.cut = true
		b.kept.Write(p[:max(room, 0)])
		return len(p), nil
	}
	return b.kept.Write(p)
}
