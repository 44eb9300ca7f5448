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
type dir struct {
	fd    int
	local bool // on a disk of this machine
}

func openDir(path string) (dir, error) {
	fd, err := openAt(unix.AT_FDCWD, path, unix.O_DIRECTORY)
	if err != nil {
		return dir{}, err
	}
	return dir{fd, isLocal(fd)}, nil
}

func (d dir) close() { _ = unix.Close(d.fd) }

// open opens a file; no symbolic link, which a walk would not have listed.
func (d dir) open(name string) (handle, error) {
	fd, err := openAt(d.fd, name, unix.O_NOFOLLOW)
	return handle{fd, d.local}, err
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
	return handle{fd: fd}, err
}

// A handle is a file that is open.
type handle struct {
	fd    int
	local bool
}

// read reads some bytes, and reports whether the file ends there. Only a disk of this
// machine always gives all there is.
func (h handle) read(buffer []byte) (n int, end bool, err error) {
	for {
		n, err = unix.Read(h.fd, buffer)
		switch {
		case err == nil:
			return n, n == 0 || h.local && n < len(buffer), nil
		case !errors.Is(err, unix.EINTR):
			return 0, false, err
		}
	}
}

func (h handle) close() { _ = unix.Close(h.fd) }

// file is what is open, as the standard library has it.
func (h handle) file(path string) *os.File { return os.NewFile(uintptr(h.fd), path) }
