package input

import "golang.org/x/sys/unix"

// grow returns a buffer of at least twice the size with the same content. From the
// second time on the kernel moves the pages, and nothing is copied. Pages that are
// not written yet take no memory.
func grow(buffer []byte, mapped bool) ([]byte, error) {
	if mapped {
		return unix.Mremap(buffer, 2*len(buffer), unix.MREMAP_MAYMOVE)
	}
	larger, err := unix.Mmap(-1, 0, max(2*len(buffer), 16<<20), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return nil, err
	}
	copy(larger, buffer)
	return larger, nil
}
