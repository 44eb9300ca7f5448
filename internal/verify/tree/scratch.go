package tree

import (
	"context"
	"os"
	"time"
)

// Scratch makes a temporary directory for a copy. The function that it gives removes it. After an
// interrupt, the end of ctx, it is removed at once and until that function is called: what only
// calculates does not notice the interrupt, and the process ends before it returns.
func Scratch(ctx context.Context, pattern string) (dir string, remove func() error, err error) {
	dir, err = os.MkdirTemp("", pattern)
	if err != nil {
		return "", nil, err
	}
	done := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		for {
			_ = os.RemoveAll(dir) // what is written meanwhile goes the next time
			select {
			case <-done:
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	})
	return dir, func() error {
		stop()
		close(done)
		return os.RemoveAll(dir)
	}, nil
}
