package replace

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

// TestReplaceStuck: an interrupt ends the work within a second, also when a system call
// does not return. Every file is the old one, and nothing is left beside them.
func TestReplaceStuck(t *testing.T) {
	for name, where := range map[string]func(Temp, chan bool) Temp{
		"flushing": func(f Temp, never chan bool) Temp { return stuckSync{f, never} },
		"writing":  func(f Temp, never chan bool) Temp { return stuckWrite{f, never} },
	} {
		never := make(chan bool)
		dir, all := two(t)
		ctx, stop := context.WithCancel(context.Background())
		r := &Replacer{Create: func(dir, pattern string) (Temp, error) {
			time.AfterFunc(20*time.Millisecond, stop)
			f, err := os.CreateTemp(dir, pattern)
			return where(f, never), err
		}}
		began := time.Now()
		err := r.Replace(ctx, all)
		if took := time.Since(began); took > time.Second || err == nil || !strings.HasSuffix(err.Error(), ".yaml: interrupted; no file was written") {
			t.Errorf("%s: %v after %v", name, err, took)
		}
		holds(t, dir, "old", "old")
		close(never)
	}
}

// TestReplaceGivenUp: work that was given up renames no further file, and says how many
// were renamed.
func TestReplaceGivenUp(t *testing.T) {
	dir, all := two(t)
	p := &replacing{Replacer: &Replacer{}, all: all, temps: make([]string, len(all))}
	if i, err := p.writeAll(context.Background()); err != nil {
		t.Fatal(i, err)
	}
	if err := p.rename(0); err != nil {
		t.Fatal(err)
	}
	if err := p.giveUp(); !strings.HasSuffix(err.Error(), "a.yaml: interrupted; 1 of 2 files were written before") {
		t.Error(err)
	}
	if err := p.rename(1); !errors.Is(err, context.Canceled) {
		t.Errorf("it goes on: %v", err)
	}
	holds(t, dir, "new", "old")
}

type stuckSync struct {
	Temp
	until chan bool
}

func (f stuckSync) Sync() error { <-f.until; return nil }

type stuckWrite struct {
	Temp
	until chan bool
}

func (f stuckWrite) Write([]byte) (int, error) { <-f.until; return 0, os.ErrClosed }
