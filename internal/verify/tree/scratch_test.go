package tree

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestScratch: the directory goes when it is removed, and after an interrupt also where the work
// goes on, and writes to it.
func TestScratch(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for name, interrupted := range map[string]bool{"removed": false, "interrupted": true} {
		ctx, interrupt := context.WithCancel(context.Background())
		defer interrupt()
		dir, remove, err := Scratch(ctx, "ecrcache-test-")
		if err != nil {
			t.Fatal(err)
		}
		put := func() {
			if err := os.MkdirAll(filepath.Join(dir, "copy"), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		put()
		if interrupted {
			interrupt()
			time.Sleep(20 * time.Millisecond)
			put()
			for range 100 {
				if _, err := os.Stat(dir); err != nil {
					break
				}
				time.Sleep(10 * time.Millisecond)
			}
		} else if err := remove(); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(dir); !os.IsNotExist(err) {
			t.Errorf("%s: %s is there: %v", name, dir, err)
		}
		if interrupted {
			if err := remove(); err != nil {
				t.Error(err)
			}
		}
	}
}
