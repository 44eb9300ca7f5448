package replace

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"

	"github.com/amerintlxperts/ecrcache/internal/files/open"
)

// A replacing is one call of Replace. Its state is shared with giveUp; no system call is
// made while mu is held.
type replacing struct {
	*Replacer
	all []Replacement

	mu      sync.Mutex
	temps   []string // the unfinished file of each replacement, when there is one
	made    []string // the directories that were made, parents first
	at      int      // the replacement that is worked on
	written int      // how many files were renamed
	givenUp bool     // no further file may be renamed
}

// run writes all new texts beside their files, compares all files with what was read, and only then
// renames the first.
func (p *replacing) run(ctx context.Context) error {
	defer p.removeTemps()
	if i, err := p.writeAll(ctx); err != nil {
		return fmt.Errorf("%s: %w; no file was written", p.all[i].Path, open.Cause(err))
	}
	for i := range p.all {
		p.begin(i)
		err := ctx.Err()
		if err == nil {
			err = p.all[i].checkText()
		}
		if err != nil {
			return fmt.Errorf("%s: %w; no file was written", p.all[i].Path, open.Cause(err))
		}
	}
	for i := range p.all {
		if err := p.rename(i); err != nil {
			return fmt.Errorf("%s: %w; %d of %d files were written before", p.all[i].Path, open.Cause(err), i, len(p.all))
		}
	}
	return nil
}

// begin notes which replacement is worked on, and reports whether the work may go on.
func (p *replacing) begin(i int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at = i
	return !p.givenUp
}

// created notes the unfinished file of a replacement.
func (p *replacing) created(i int, temp string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.temps[i] = temp
}

// removeTemps removes the unfinished files, and the directories that were made and hold nothing.
func (p *replacing) removeTemps() {
	for i := range p.temps {
		p.mu.Lock()
		temp := p.temps[i]
		p.mu.Unlock()
		if temp != "" {
			os.Remove(temp)
		}
	}
	p.mu.Lock()
	made := p.made
	p.mu.Unlock()
	for _, dir := range slices.Backward(made) {
		_ = syscall.Rmdir(dir) // which removes no directory that holds something
	}
}

// makeDir makes a directory with those above it, where they are missing.
func (p *replacing) makeDir(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	err := os.Mkdir(dir, 0o755)
	if parent := filepath.Dir(dir); errors.Is(err, fs.ErrNotExist) && parent != dir {
		if err := p.makeDir(parent); err != nil {
			return err
		}
		err = os.Mkdir(dir, 0o755)
	}
	if errors.Is(err, fs.ErrExist) {
		return nil // somebody else made it; what is no directory takes no file
	}
	if err == nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.made = append(p.made, dir)
	}
	return err
}

// rename puts a new text in its place. One that is there already is left: a file may be
// named twice, by a symbolic link too, and two runs may do the same.
func (p *replacing) rename(i int) error {
	if !p.begin(i) {
		return context.Canceled
	}
	n := &p.all[i]
	if !n.isUnchanged() {
		done, err := hasOneOf(n.target, n.New)
		if err == nil && !done {
			err = ErrChanged
		}
		return err
	}
	if err := n.putIn(p.temps[i]); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.temps[i] = ""
	p.written++
	if p.Renamed != nil {
		p.Renamed()
	}
	return nil
}

// checkText fails when the file holds neither what was read nor what it is to hold. It reads the
// whole file, as isUnchanged, which is asked for each rename, does not: a file that was written in
// the same moment may have the same size and time.
func (n *Replacement) checkText() error {
	texts := [][]byte{n.New}
	if n.info != nil {
		texts = append(texts, n.Text)
	}
	unchanged, err := hasOneOf(n.target, texts...)
	if n.info == nil && errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil && !unchanged {
		err = ErrChanged
	}
	return err
}

// hasOneOf reports whether a regular file has one of the texts. It reads no file that is larger.
func hasOneOf(path string, texts ...[]byte) (bool, error) {
	file, info, err := open.Regular(path)
	if err != nil {
		return false, err
	}
	defer file.Close()
	if !slices.ContainsFunc(texts, func(text []byte) bool { return int64(len(text)) == info.Size() }) {
		return false, nil
	}
	text := make([]byte, info.Size()+1) // one byte more tells that it has grown
	n, err := file.ReadAt(text, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	return slices.ContainsFunc(texts, func(one []byte) bool { return bytes.Equal(one, text[:n]) }), nil
}
