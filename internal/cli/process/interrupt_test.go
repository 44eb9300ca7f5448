package process

import (
	"context"
	"errors"
	"testing"
	"time"
)

// TestWithGrace: an interrupt ends work that does not notice it within a second, and
// work that returns gives its own error.
func TestWithGrace(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	began := time.Now()
	err := WithGrace(ctx, func() error { select {} })
	if took := time.Since(began); !errors.Is(err, errInterrupted) || took > time.Second {
		t.Errorf("%v after %v", err, took)
	}
	heard := errors.New("heard")
	if err := WithGrace(ctx, func() error { return heard }); !errors.Is(err, heard) {
		t.Error(err)
	}
}
