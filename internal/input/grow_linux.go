package input

import "golang.org/x/sys/unix"

// allocate returns memory outside of the garbage collector's: it would take a large
// text as a reason to let as much garbage lie. Pages that are not written yet take no
// memory.
func allocate(size int) ([]byte, error) {
	return unix.Mmap(-1, 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
}

// grow returns a buffer of at least twice the size with the same content. Where the
// buffer is allocated, the kernel moves its pages, and nothing is copied.
func grow(buffer []byte, allocated bool) ([]byte, error) {
	if allocated {
		return unix.Mremap(buffer, 2*len(buffer), unix.MREMAP_MAYMOVE)
	}
	larger, err := allocate(max(2*len(buffer), 16<<20))
	if err != nil {
		return nil, err
	}
	copy(larger, buffer)
	return larger, nil
}
