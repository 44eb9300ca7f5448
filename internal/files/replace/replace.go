// Package replace replaces the texts of files, all or none: after a full disk, an interrupt
// or a kill each file is either the old one or the new one, with its mode, its owner and its
// extended attributes.
package replace

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ErrChanged is the cause when a file is not what it was when it was read. Nothing of what
// somebody else wrote is lost.
var ErrChanged = errors.New("somebody changed the file meanwhile; run again")

// A Replacement is the text that a file is to have.
type Replacement struct {
	*Version
	New []byte
}

// A Replacer replaces files.
type Replacer struct {
	// Create opens the file that a text is first written to; os.CreateTemp when nil.
	Create func(dir, pattern string) (Temp, error)
	// Progress, if not nil, is called with the number of texts written so far.
	Progress func(written, of int)
}

// patience is how long Replace waits after an interrupt for the current system call and for
// renames: a disk or a file server that is gone never answers.
const patience = 300 * time.Millisecond

// tidying is how long it waits after that for unfinished files to be removed.
const tidying = 200 * time.Millisecond

// Replace replaces files, all or none: every new text is on the disk, beside the
// file it replaces, before the first file is renamed. So a full disk, a file that
// may not be written and a context that ends leave every file as it was. A file
// that changed since it was read is left alone with all others; one that changes
// while others are renamed is left alone with those that come after it. Each file keeps
// its mode and its extended attributes. An error names the file.
//
// When the context ends, Replace returns within half a second, whatever the disk does.
// The program is to end then.
func (r *Replacer) Replace(ctx context.Context, all []Replacement) error {
	p := &replacing{Replacer: r, all: all, temps: make([]string, len(all))}
	done := make(chan error, 1)
	go func() { done <- p.run(ctx) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-done:
		return err
	case <-time.After(patience):
		return p.giveUp()
	}
}

// giveUp leaves a system call that does not return alone, and removes what is unfinished.
func (p *replacing) giveUp() error {
	p.mu.Lock()
	p.givenUp = true
	path, written := p.all[p.at].Path, p.written
	p.mu.Unlock()
	text := "; no file was written"
	if written > 0 {
		text = fmt.Sprintf("; %d of %d files were written before", written, len(p.all))
	}
	removed := make(chan bool)
	go func() { defer close(removed); p.removeTemps() }()
	select {
	case <-removed:
	case <-time.After(tidying):
		text += "; unfinished files may be left beside it, and a later run removes them"
	}
	return fmt.Errorf("%s: interrupted%s", path, text)
}
