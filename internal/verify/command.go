package verify

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"
)

// Bounds of what is kept of a build: far more than any cluster takes, and the end of
// what it says when it fails.
const (
	mostOutput = 256 << 20
	mostSaid   = 64 << 10
)

// A command runs one builder.
type command struct {
	words   []string
	dir     string
	timeout time.Duration
}

// silent keeps git from asking for a password that nobody is there to give. What the
// user's environment says comes behind it, and wins.
var silent = []string{"GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=true", "SSH_ASKPASS=true", "GIT_SSH_COMMAND=ssh -oBatchMode=yes"}

// errTimeout is for a build that does not end.
var errTimeout = errors.New("time limit")

// run returns what the builder writes. When that fails, the error holds what it says.
func (c *command) run(ctx context.Context) ([]byte, error) {
	limited, cancel := context.WithTimeoutCause(ctx, c.timeout, errTimeout)
	defer cancel()
	cmd := exec.CommandContext(limited, c.words[0], c.words[1:]...)
	cmd.Dir = c.dir
	cmd.Env = append(silent[:len(silent):len(silent)], os.Environ()...)
	out, said := &bounded{most: mostOutput}, &bounded{most: mostSaid}
	cmd.Stdout, cmd.Stderr = out, said
	alone(cmd)
	// A child that left the group must not keep the pipes, and so the run, open.
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	end(cmd)
	switch {
	case ctx.Err() != nil:
		return nil, errInterrupted
	case errors.Is(context.Cause(limited), errTimeout):
		return nil, fmt.Errorf("%w: it did not end within %s", errTimeout, c.timeout)
	case err != nil:
		return nil, &buildError{err, said.String()}
	case out.cut:
		return nil, fmt.Errorf("its output is larger than %d MiB", mostOutput>>20)
	}
	return out.Bytes(), nil
}

// A buildError is a builder that failed, with what it said.
type buildError struct {
	err  error
	said string
}

func (e *buildError) Error() string {
	if e.said == "" {
		return e.err.Error()
	}
	return e.said
}

func (e *buildError) Unwrap() error { return e.err }

// bounded keeps the beginning of what is written to it.
type bounded struct {
	bytes.Buffer
	most int
	cut  bool
}

func (b *bounded) Write(p []byte) (int, error) {
	room := b.most - b.Len()
	if room < len(p) {
		b.cut = true
		b.Buffer.Write(p[:max(room, 0)])
		return len(p), nil
	}
	return b.Buffer.Write(p)
}
