package files

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
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
	temps := make([]Temp, 0, min(len(all), mostOpen))
	for i := 0; i < len(all); i++ {
		if r.Progress != nil {
			r.Progress(i, len(all))
		}
		err := ctx.Err()
		if err == nil {
			names[i], temps, err = r.write(&all[i], temps)
		}
		few := isTooMany(err) && len(temps) > 0 // a process may have few files open
		switch {
		case few:
			i--
		case err != nil:
			closeAll(temps)
			return i, err
		}
		if few || len(temps) == mostOpen || i+1 == len(all) {
			if bad, err := flush(temps); err != nil {
				return i + 1 - len(temps) + bad, err
			}
			temps = temps[:0]
		}
	}
	return 0, nil
}

// write writes the new text of one file beside it, and adds it to those that are open.
// The name of what it created is returned with an error, too.
func (r *Replacer) write(n *Replacement, open []Temp) (name string, opened []Temp, err error) {
	if n.info != nil && n.info.Mode().Perm()&0o200 == 0 {
		return "", open, errors.New("the file is read-only")
	}
	create := r.Create
	if create == nil {
		create = createTemp
	}
	temp, err := create(filepath.Dir(n.target), tempPrefix+"*"+tempSuffix)
	if err != nil {
		return "", open, err
	}
	if _, err = temp.Write(n.New); err == nil {
		err = n.likeOld(temp)
	}
	return temp.Name(), append(open, temp), err
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
