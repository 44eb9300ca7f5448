package files

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync/atomic"
)

// A Replacement is the text that a file is to have.
type Replacement struct {
	*Version
	New []byte
}

// A Replacer replaces files.
type Replacer struct {
	// Create opens the file that a text is first written to; os.CreateTemp when nil.
	Create func(dir, pattern string) (Temp, error)
	// Progress is told the number of texts written so far, when not nil.
	Progress func(written, of int)
}

// Replace replaces files, all or none: every new text is on the disk, beside the
// file it replaces, before the first file is renamed. So a full disk, a file that
// may not be written and a context that ends leave every file as it was. A file
// that changed since it was read is left alone with all others; one that changes
// while others are renamed is left alone with those behind it. Each file keeps its
// mode. An error names the file.
func (r *Replacer) Replace(ctx context.Context, all []Replacement) error {
	replacing.Add(1)
	defer replacing.Add(-1)
	temps := make([]string, len(all))
	defer func() {
		for _, temp := range temps {
			if temp != "" {
				os.Remove(temp)
			}
		}
	}()
	if i, err := r.writeAll(ctx, all, temps); err != nil {
		return fmt.Errorf("%s: %w; no file was written", all[i].Path, cause(err))
	}
	for i := range all {
		if err := all[i].unchanged(); err != nil {
			return fmt.Errorf("%s: %w; no file was written", all[i].Path, cause(err))
		}
	}
	for i := range all {
		replaced, err := all[i].rename(temps[i])
		if err != nil {
			return fmt.Errorf("%s: %w; %d of %d files were written before", all[i].Path, cause(err), i, len(all))
		}
		if replaced {
			temps[i] = ""
		}
	}
	return nil
}

// replacing is how many calls of Replace have not returned.
var replacing atomic.Int64

// IsReplacing reports whether files are being replaced: whoever ends the program then
// leaves unfinished files behind. An interrupt is heard between files.
func IsReplacing() bool { return replacing.Load() > 0 }

// unchanged reports an error when the file holds neither what was read nor what it is
// to hold.
func (n *Replacement) unchanged() error {
	text, err := readNow(n.target)
	if n.info == nil && errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if bytes.Equal(text, n.New) || n.info != nil && bytes.Equal(text, n.Text) {
		return nil
	}
	return errChanged
}

// rename puts the new text in its place, unless it is there already: a file may be
// named twice, by a symbolic link too, and two runs may do the same.
func (n *Replacement) rename(temp string) (replaced bool, err error) {
	if !n.untouched() {
		text, err := readNow(n.target)
		if err == nil && !bytes.Equal(text, n.New) {
			err = errChanged
		}
		return false, err
	}
	return true, os.Rename(temp, n.target)
}
