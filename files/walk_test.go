package files

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestListHuge: a huge file below a directory is named as skipped, and read when
// it is named itself.
func TestListHuge(t *testing.T) {
	dir := t.TempDir()
	huge := filepath.Join(dir, "huge.yaml")
	write(t, huge, "")
	if err := os.Truncate(huge, maxSize+1); err != nil {
		t.Fatal(err)
	}
	listing, err := List(context.Background(), []string{dir})
	if err != nil || len(listing.Paths) != 0 || len(listing.Skipped) != 1 || !strings.Contains(listing.Skipped[0].Reason, "16 MiB") {
		t.Errorf("%+v, %v", listing, err)
	}
	if listing, err = List(context.Background(), []string{huge}); err != nil || len(listing.Paths) != 1 {
		t.Errorf("%+v, %v", listing, err)
	}
}

// TestListOnce: a file that is named in several ways is listed once.
func TestListOnce(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.yaml"), "")
	listing, err := List(context.Background(), []string{dir, filepath.Join(dir, "a.yaml"), dir + "/./"})
	if err != nil || len(listing.Paths) != 1 {
		t.Errorf("%+v, %v", listing, err)
	}
}

// TestListInterrupted: an interrupt ends a long walk.
func TestListInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := List(ctx, []string{t.TempDir()}); err == nil {
		t.Error("the walk went on")
	}
}

// TestListDevice: what is no file is refused, and not read for ever.
func TestListDevice(t *testing.T) {
	if _, err := List(context.Background(), []string{os.DevNull}); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Error(err)
	}
}
