package files

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"unsafe"

	"golang.org/x/sys/unix"
)

// readDir reads a directory as os.ReadDir does, which allocates for every entry more
// than its name.
func readDir(path string) ([]entry, error) {
	fd, err := openAt(unix.AT_FDCWD, path, unix.O_DIRECTORY)
	if err != nil {
		return nil, err
	}
	defer unix.Close(fd)
	var entries []entry
	for buffer := make([]byte, 32<<10); ; {
		n, err := unix.ReadDirent(fd, buffer)
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case err != nil:
			return nil, err
		case n == 0:
			return sorted(entries), nil
		}
		if entries, err = addEntries(entries, path, buffer[:n]); err != nil {
			return nil, err
		}
	}
}

// Where what the system writes for an entry has its parts
// (https://man7.org/linux/man-pages/man2/getdents.2.html).
const (
	direntInode  = int(unsafe.Offsetof(unix.Dirent{}.Ino))
	direntLength = int(unsafe.Offsetof(unix.Dirent{}.Reclen))
	direntType   = int(unsafe.Offsetof(unix.Dirent{}.Type))
	direntName   = int(unsafe.Offsetof(unix.Dirent{}.Name))
)

// addEntries adds what the system wrote for some entries of a directory.
func addEntries(entries []entry, path string, written []byte) ([]entry, error) {
	names := string(written) // all in one piece
	for len(written) > 0 {
		length := int(binary.NativeEndian.Uint16(written[direntLength:]))
		name := names[direntName : direntName+bytes.IndexByte(written[direntName:length], 0)]
		inode, kind := binary.NativeEndian.Uint64(written[direntInode:]), written[direntType]
		names, written = names[length:], written[length:]
		if inode == 0 || name == "." || name == ".." {
			continue
		}
		mode, err := modeOf(kind, path, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue // it is gone again
		}
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry{name, mode})
	}
	return entries, nil
}

// modeOf is what an entry is, which some file systems leave to be asked for.
func modeOf(kind byte, dir, name string) (fs.FileMode, error) {
	switch kind {
	case unix.DT_REG:
		return 0, nil
	case unix.DT_DIR:
		return fs.ModeDir, nil
	case unix.DT_LNK:
		return fs.ModeSymlink, nil
	}
	info, err := os.Lstat(filepath.Join(dir, name))
	if err != nil {
		return 0, err
	}
	return info.Mode().Type(), nil
}
