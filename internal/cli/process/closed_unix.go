//go:build unix

package process

import (
	"os"

	"golang.org/x/sys/unix"
)

// isClosed reports whether a stream was closed when the program began. Go's runtime then opens the null device
// in its place, for reading and writing (https://pkg.go.dev/os#pkg-variables, runtime/fds_unix.go); a shell's
// "> /dev/null" is open for writing only.
func isClosed(stream Descriptor) bool {
	is, err := stream.Stat()
	null, nullErr := os.Stat(os.DevNull)
	if err != nil || nullErr != nil || !os.SameFile(is, null) {
		return false
	}
	flags, err := unix.FcntlInt(stream.Fd(), unix.F_GETFL, 0)
	return err == nil && flags&unix.O_ACCMODE == unix.O_RDWR
}
