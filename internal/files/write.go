package files

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
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

// writeAll writes every new text beside its file, and sees to it that it is on the disk.
// The names of what it created are set with an error, too, which is of the file of the
// index.
func (r *Replacer) writeAll(ctx context.Context, all []Replacement, names []string) (i int, err error) {
	open := &opened{}
	for i := range all {
		if r.Progress != nil {
			r.Progress(i, len(all))
		}
		temp, err := r.write(ctx, &all[i])
		if isTooMany(err) && len(open.temps) > 0 {
			if bad, err := open.flush(); err != nil {
				return bad, err
			}
			temp, err = r.write(ctx, &all[i])
		}
		if temp != nil {
			names[i] = temp.Name()
			open.temps = append(open.temps, temp)
		}
		if err != nil {
			open.giveUp()
			return i, err
		}
		if len(open.temps) == mostOpen || i+1 == len(all) {
			if bad, err := open.flush(); err != nil {
				return bad, err
			}
			if ctx.Err() != nil {
				return i, ctx.Err()
			}
		}
	}
	return 0, nil
}

// write writes the new text of one file beside it. What it created is returned with an
// error, too.
func (r *Replacer) write(ctx context.Context, n *Replacement) (Temp, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if n.info != nil && n.info.Mode().Perm()&0o200 == 0 {
		return nil, errors.New("the file is read-only")
	}
	temp, err := r.create(filepath.Dir(n.target), tempPrefix+"*"+tempSuffix)
	if err != nil {
		return nil, err
	}
	if _, err = temp.Write(n.New); err == nil {
		err = n.likeOld(temp)
	}
	return temp, err
}

func (r *Replacer) create(dir, pattern string) (Temp, error) {
	if r.Create != nil {
		return r.Create(dir, pattern)
	}
	file, err := os.CreateTemp(dir, pattern)
	if err != nil {
		return nil, err // and no Temp that holds a nil *os.File
	}
	return file, nil
}

// isTooMany reports whether the process or the machine may open no further file.
func isTooMany(err error) bool {
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}

// likeOld gives a new file the mode of the one it replaces, and the owner.
func (v *Version) likeOld(temp Temp) error {
	if v.info == nil {
		return temp.Chmod(0o644)
	}
	info, err := temp.Stat()
	if err != nil {
		return err
	}
	if keepOwner(temp, info, v.info) || info.Mode() != v.info.Mode() {
		return temp.Chmod(v.info.Mode())
	}
	return nil
}
