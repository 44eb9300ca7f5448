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
	if took := time.Since(began); err == nil || err.Error() != "interrupted; no file was written" || took > time.Second {
		t.Errorf("%v after %v", err, took)
	}
	Wrote()
	if err := WithGrace(ctx, func() error { select {} }); err == nil || err.Error() != "interrupted; 1 files were written before" {
		t.Errorf("%v", err)
	}
	heard := errors.New("heard")
	if err := WithGrace(ctx, func() error { return heard }); !errors.Is(err, heard) {
		t.Error(err)
	}
}
