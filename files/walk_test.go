package files

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
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

// TestListLeft: an unfinished file of a run that was killed is no manifest. Once no
// run can need it any more it is removed, and nothing else is.
func TestListLeft(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.yaml", ".ecrcache-1.tmp", ".ecrcache-2.tmp", ".ecrcache-3.yaml", "other.tmp"} {
		write(t, filepath.Join(dir, name), "a: b\n")
	}
	if err := os.Symlink("a.yaml", filepath.Join(dir, ".ecrcache-4.tmp")); err != nil {
		t.Fatal(err)
	}
	long := time.Now().Add(-2 * time.Hour)
	for _, name := range []string{".ecrcache-2.tmp", "other.tmp", "a.yaml"} {
		if err := os.Chtimes(filepath.Join(dir, name), long, long); err != nil {
			t.Fatal(err)
		}
	}
	listing, err := List(context.Background(), []string{dir})
	if err != nil || len(listing.Paths) != 2 || len(listing.Passed) != 1 || filepath.Base(listing.Passed[0].Path) != ".ecrcache-1.tmp" {
		t.Fatalf("%+v, %v", listing, err)
	}
	removed := RemoveLeft(append(listing.Left, filepath.Join(dir, "a.yaml")))
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 5 || len(removed) != 1 || filepath.Base(removed[0]) != ".ecrcache-2.tmp" {
		t.Errorf("removed %v, left %v, %v", removed, entries, err)
	}
}
