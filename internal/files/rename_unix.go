//go:build unix

package files

import "golang.org/x/sys/unix"

// rename puts a file in the place of another. os.Rename would look at that once more.
func rename(from, to string) error {
	for {
		if err := unix.Rename(from, to); err != unix.EINTR {
			return err
		}
	}
}
