//go:build !linux

package input

// allocate returns memory for a text.
func allocate(size int) ([]byte, error) { return make([]byte, size), nil }

// grow returns a buffer of twice the size with the same content.
func grow(buffer []byte, _ bool) ([]byte, error) {
	larger := make([]byte, 2*len(buffer))
	copy(larger, buffer)
	return larger, nil
}
