package files

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"sync"
	"sync/atomic"
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

// mostOpen is how many new files are open at once: a process may have few.
const mostOpen = 64

// writeAll writes every new text beside its file, and sees to it that it is on the disk.
// The names of what it created are set with an error, too, which is of the file of the
// index.
func (r *Replacer) writeAll(ctx context.Context, all []Replacement, names []string) (i int, err error) {
	temps := make([]Temp, 0, min(len(all), mostOpen))
	for i := range all {
		if r.Progress != nil {
			r.Progress(i, len(all))
		}
		if err := ctx.Err(); err != nil {
			closeAll(temps)
			return i, err
		}
		temp, err := r.write(&all[i])
		if temp != nil {
			names[i], temps = temp.Name(), append(temps, temp)
		}
		if err != nil {
			closeAll(temps)
			return i, err
		}
		if len(temps) == mostOpen || i+1 == len(all) {
			if bad, err := flush(temps); err != nil {
				return i + 1 - len(temps) + bad, err
			}
			temps = temps[:0]
		}
	}
	return 0, nil
}

// write writes the new text of one file beside it. What it created is returned with an
// error, too.
func (r *Replacer) write(n *Replacement) (Temp, error) {
	if n.info != nil && n.info.Mode().Perm()&0o200 == 0 {
		return nil, errors.New("the file is read-only")
	}
	create := r.Create
	if create == nil {
		create = createTemp
	}
	temp, err := create(filepath.Dir(n.target), tempPrefix+"*"+tempSuffix)
	if err != nil {
		return nil, err
	}
	if _, err = temp.Write(n.New); err == nil {
		err = n.likeOld(temp)
	}
	beginFlush(temp)
	return temp, err
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

// atOnce is how many files are flushed at once: they wait for the disk, which takes many
// together in the time of one.
const atOnce = 16

// flush waits until files are on the disk, and closes them. The error is that of the
// first file that has one.
func flush(temps []Temp) (bad int, err error) {
	errs := make([]error, len(temps))
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(atOnce, len(temps)) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(temps); i = int(next.Add(1)) - 1 {
				errs[i] = errors.Join(temps[i].Sync(), temps[i].Close())
			}
		})
	}
	group.Wait()
	for i, err := range errs {
		if err != nil {
			return i, err
		}
	}
	return 0, nil
}

// closeAll gives up files that nobody will want.
func closeAll(temps []Temp) {
	for _, t := range temps {
		_ = t.Close()
	}
}
