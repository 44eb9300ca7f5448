//go:build unix

package files

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// A dir is a directory that is open. Its files are opened by their names in it, and
// read without what os.File does for pipes and sockets: for thousands of small files
// that is most of the work.
type dir int

func openDir(path string) (dir, error) {
	fd, err := openAt(unix.AT_FDCWD, path, unix.O_DIRECTORY)
	return dir(fd), err
}

func (d dir) close() { _ = unix.Close(int(d)) }

// open opens a file; no symbolic link, which a walk would not have listed.
func (d dir) open(name string) (handle, error) {
	fd, err := openAt(int(d), name, unix.O_NOFOLLOW)
	return handle(fd), err
}

func openAt(dir int, name string, flags int) (fd int, err error) {
	for {
		fd, err = unix.Openat(dir, name, unix.O_RDONLY|unix.O_CLOEXEC|flags, 0)
		if !errors.Is(err, unix.EINTR) {
			return fd, err
		}
	}
}

// openFile opens a file by its path.
func openFile(path string) (handle, error) {
	fd, err := openAt(unix.AT_FDCWD, path, 0)
	return handle(fd), err
}

// A handle is a file that is open.
type handle int

// read reads some bytes, 0 at the end.
func (h handle) read(buffer []byte) (n int, err error) {
	for {
		n, err = unix.Read(int(h), buffer)
		if !errors.Is(err, unix.EINTR) {
			return max(n, 0), err
		}
	}
}

func (h handle) close() { _ = unix.Close(int(h)) }

// file is what is open, as the standard library has it.
func (h handle) file(path string) *os.File { return os.NewFile(uintptr(h), path) }
