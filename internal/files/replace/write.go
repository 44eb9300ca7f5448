package replace

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// Temp is a new file beside the one it will replace.
type Temp interface {
	io.WriteCloser
	Name() string
	Sync() error
	Stat() (fs.FileInfo, error)
	Chmod(mode fs.FileMode) error
	Chown(uid, gid int) error
}

// writeAll writes every new text beside its file, and flushes it to the disk. i is the index of
// the file that the error is about.
func (p *replacing) writeAll(ctx context.Context) (i int, err error) {
	written := &opened{}
	for i := range p.all {
		p.begin(i)
		if p.Progress != nil {
			p.Progress(i, len(p.all))
		}
		temp, err := p.write(ctx, i)
		if isTooManyOpen(err) && len(written.temps) > 0 {
			if bad, err := written.flush(); err != nil {
				return bad, err
			}
			temp, err = p.write(ctx, i)
		}
		if temp != nil {
			written.temps = append(written.temps, temp)
		}
		if err != nil {
			written.giveUp()
			return i, err
		}
		if len(written.temps) == mostOpen || i+1 == len(p.all) {
			if bad, err := written.flush(); err != nil {
				return bad, err
			}
			if ctx.Err() != nil {
				return i, ctx.Err()
			}
		}
	}
	return 0, nil
}

// write writes the new text of one file beside it. With an error it also returns what it has
// created, for the caller to close.
func (p *replacing) write(ctx context.Context, i int) (Temp, error) {
	n := &p.all[i]
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if n.info != nil && n.info.Mode().Perm()&0o200 == 0 {
		return nil, errors.New("the file is read-only")
	}
	if err := n.cannotReplace(); err != nil {
		return nil, err
	}
	dir, mode := filepath.Dir(n.target), fs.FileMode(0o600)
	if n.info == nil {
		mode = 0o644 // as the umask and the directory have it
		if p.Folders {
			if err := p.makeDir(dir); err != nil {
				return nil, err
			}
		}
	}
	temp, err := p.create(dir, mode)
	if err != nil {
		return nil, err
	}
	p.created(i, temp.Name())
	if _, err = temp.Write(n.New); err == nil {
		err = n.copyMetadata(temp)
	}
	return temp, err
}

func (r *Replacer) create(dir string, mode fs.FileMode) (Temp, error) {
	if r.Create != nil {
		return r.Create(dir, tempPrefix+"*"+tempSuffix)
	}
	name := tempPrefix + strconv.FormatUint(rand.Uint64(), 10) + tempSuffix
	file, err := os.OpenFile(filepath.Join(dir, name), os.O_RDWR|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return nil, err // and no Temp that holds a nil *os.File
	}
	return file, nil
}

// isTooManyOpen reports whether the process or the machine may open no further file.
func isTooManyOpen(err error) bool {
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}

// copyMetadata gives a new file the owner, the mode and the extended attributes of the one it
// replaces.
func (v *Version) copyMetadata(temp Temp) error {
	if v.info == nil {
		return nil // it has the mode with which it was created
	}
	info, err := temp.Stat()
	if err != nil {
		return err
	}
	if keepOwner(temp, info, v.info) || info.Mode() != v.info.Mode() {
		if err := temp.Chmod(v.info.Mode()); err != nil {
			return err
		}
	}
	return keepAttributes(temp.Name(), v.target)
}
