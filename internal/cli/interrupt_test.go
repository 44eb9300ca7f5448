package cli

import (
	"context"
	"errors"
	"testing"
	"time"
)

// TestUntilGrace: an interrupt ends work that does not hear it within a second, and
// leaves work that does hear it its own words.
func TestUntilGrace(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	began := time.Now()
	err := untilGrace(ctx, func() error { select {} })
	if took := time.Since(began); !errors.Is(err, errInterrupted) || took > time.Second {
		t.Errorf("%v after %v", err, took)
	}
	heard := errors.New("heard")
	if err := untilGrace(ctx, func() error { return heard }); !errors.Is(err, heard) {
		t.Error(err)
	}
}
