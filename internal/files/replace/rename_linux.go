package replace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// putIn puts a new file in the place of the old one. The two are exchanged, and only then
// is the old one looked at and removed: so nothing that somebody writes to it meanwhile is
// lost. Where the file system cannot exchange files, the new one is renamed over the old one.
func (n *Replacement) putIn(temp string) error {
	flag := uint(unix.RENAME_EXCHANGE)
	if n.info == nil {
		flag = unix.RENAME_NOREPLACE
	}
	err := renameat2(temp, n.target, flag)
	switch {
	case errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOSYS), errors.Is(err, unix.ENOTSUP):
		return os.Rename(temp, n.target)
	case errors.Is(err, fs.ErrExist):
		return ErrChanged
	case err != nil || n.info == nil:
		return err
	}
	if !n.isAt(temp) && !n.isDone(temp) { // somebody changed it since: back again
		return n.putBack(temp)
	}
	_ = os.Remove(temp) // what is left is removed by a later run
	return nil
}

// putBack exchanges the two again, after somebody changed the old one in the last moment. Where that
// fails, what they wrote is kept under another name: that of the new file would be removed.
func (n *Replacement) putBack(temp string) error {
	err := renameat2(temp, n.target, unix.RENAME_EXCHANGE)
	if err == nil {
		return ErrChanged
	}
	kept := n.target + ".changed"
	if renameErr := renameat2(temp, kept, unix.RENAME_NOREPLACE); renameErr != nil {
		return errors.Join(fmt.Errorf("%w, and what they wrote cannot be put back: %w", ErrChanged, err), renameErr)
	}
	return fmt.Errorf("%w; what they wrote cannot be put back (%w), and is in %s", ErrChanged, err, kept)
}

// isDone reports whether a file holds the new text: two runs may do the same.
func (n *Replacement) isDone(path string) bool {
	done, err := hasOneOf(path, n.New)
	return err == nil && done
}

func renameat2(from, to string, flag uint) error {
	return unix.Renameat2(unix.AT_FDCWD, from, unix.AT_FDCWD, to, flag)
}
