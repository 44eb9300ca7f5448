// Package replace replaces the texts of files, all or none: after a full disk, an interrupt
// or a kill each file is either the old one or the new one, with its mode, its owner and its
// extended attributes. The verbs write manifests, generated files and baselines by it.
package replace

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ErrChanged is the cause when a file is not what it was when it was read. It then keeps what
// somebody else wrote.
var ErrChanged = errors.New("somebody changed the file meanwhile; run again")

// A Replacement is the text that a file is to have.
type Replacement struct {
	*Version
	New []byte
}

// A Replacer replaces files.
type Replacer struct {
	// Create opens the file that a text is first written to; nil for a usual one. Tests set it,
	// for disks that fail.
	Create func(dir, pattern string) (Temp, error)
	// Progress, if not nil, is called with the number of texts written so far.
	Progress func(written, of int)
	// Renamed, if not nil, is called for each file that has its new text.
	Renamed func()
	// Folders says that the missing directories of new files are made. Those that stay without a
	// file are removed again.
	Folders bool
}

// interruptWait is how long Replace waits after an interrupt for the current system call and for
// renames: a disk or a file server that is gone never answers.
const interruptWait = 300 * time.Millisecond

// removeWait is how long it waits after that for unfinished files to be removed.
const removeWait = 200 * time.Millisecond

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
	case <-time.After(interruptWait):
		return p.giveUp()
	}
}

// giveUp stops waiting for a system call that does not return, and removes unfinished files. The
// error says of which file, and what was written.
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
	case <-time.After(removeWait):
		text += "; unfinished files may be left beside it, and a later run removes them"
	}
	return fmt.Errorf("%s: interrupted%s", path, text)
}
