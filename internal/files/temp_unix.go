//go:build unix

package files

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// createTemp is os.CreateTemp without what os.File does for pipes and sockets.
func createTemp(dir, pattern string) (Temp, error) {
	before, behind, _ := strings.Cut(pattern, "*")
	for {
		name := filepath.Join(dir, before+strconv.FormatUint(uint64(rand.Uint32()), 10)+behind)
		fd, err := unix.Open(name, unix.O_RDWR|unix.O_CREAT|unix.O_EXCL|unix.O_CLOEXEC, 0o600)
		switch {
		case err == nil:
			return os.NewFile(uintptr(fd), name), nil
		case !errors.Is(err, unix.EEXIST) && !errors.Is(err, unix.EINTR):
			return nil, err
		}
	}
}

// isTooMany reports whether no further file can be opened.
func isTooMany(err error) bool { return errors.Is(err, unix.EMFILE) || errors.Is(err, unix.ENFILE) }
