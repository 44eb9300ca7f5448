// Package input reads a stream whole, into memory that is as large as the stream and
// no larger: what grows a buffer by copying it holds it twice.
package input

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
)

// Limit is how many bytes are read at most, by default: more than any cluster has in
// manifests, and not yet all that a machine's memory holds.
const Limit = 8 << 30

// LimitVariable names the environment variable that sets another limit, in MiB.
const LimitVariable = "ECRCACHE_MAX_INPUT_MIB"

// LimitFrom is the limit that the environment sets, or the default. The error is for a
// value that is no number from 1.
func LimitFrom(getenv func(string) string) (int, error) {
	text := getenv(LimitVariable)
	if text == "" {
		return Limit, nil
	}
	n, err := strconv.ParseUint(text, 10, 32)
	if err != nil || n == 0 {
		return 0, fmt.Errorf("%s: found %q; accepted: a number of MiB from 1", LimitVariable, text)
	}
	return int(n) << 20, nil
}

// TooLargeError tells of a stream that holds more than the limit.
type TooLargeError struct{ Limit int }

// Error says how large a stream may be.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("the input is larger than %d MiB; split it, or set %s", e.Limit>>20, LimitVariable)
}

// smallest is the size with which the buffer of a stream begins whose size is not known.
// Go has memory of this size at hand; more of it is asked of the system.
const smallest = 32 << 10

// ReadAll reads until the end. The text is not to be changed. Errors are those of the
// reader, and *TooLargeError.
func ReadAll(r io.Reader, limit int) ([]byte, error) {
	buffer, allocated, err := begin(sizeOf(r))
	if err != nil {
		return nil, err
	}
	for n := 0; ; {
		m, err := r.Read(buffer[n:])
		n += m
		switch {
		case errors.Is(err, io.EOF):
			return buffer[:n:n], nil
		case err != nil:
			return nil, err
		case n > limit:
			return nil, &TooLargeError{limit}
		case n < len(buffer):
			continue
		}
		if buffer, err = grow(buffer, allocated); err != nil {
			return nil, err
		}
		allocated = true
	}
}

// begin makes a buffer. A large one is allocated outside of Go's memory.
func begin(size int) (buffer []byte, allocated bool, err error) {
	if size <= smallest {
		return make([]byte, size), false, nil
	}
	buffer, err = allocate(size)
	return buffer, true, err
}

// sizeOf is the size with which the buffer begins: that of a regular file, and one
// byte more, so that its end shows without growing.
func sizeOf(r io.Reader) int {
	file, ok := r.(*os.File)
	if !ok {
		return smallest
	}
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 || info.Size() > Limit {
		return smallest
	}
	return int(info.Size()) + 1
}
