package input

import (
	"os"

	"golang.org/x/sys/unix"
)

// pagesOf maps a file from one offset to another.
func pagesOf(file *os.File, from, to int64) ([]byte, error) {
	before := from % int64(os.Getpagesize()) // a mapping begins with a page
	pages, err := unix.Mmap(int(file.Fd()), from-before, int(to-from+before), unix.PROT_READ, unix.MAP_PRIVATE)
	if err != nil {
		return nil, err
	}
	return pages[before:], nil
}
