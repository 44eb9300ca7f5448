package files

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strconv"
)

// InputLimit is the default limit for standard input in bytes: more than the manifests of any
// cluster, and less than the memory of most machines.
const InputLimit = 8 << 30

// InputLimitVariable names the environment variable that sets another limit, in MiB.
const InputLimitVariable = "ECRCACHE_MAX_INPUT_MIB"

// InputLimitFrom returns the limit that the environment sets, or the default. It fails for a value
// that is not a positive number.
func InputLimitFrom(getenv func(string) string) (int, error) {
	text := getenv(InputLimitVariable)
	if text == "" {
		return InputLimit, nil
	}
	n, err := strconv.ParseUint(text, 10, 32)
	if err != nil || n == 0 {
		return 0, fmt.Errorf("%s: found %q; accepted: a number of MiB from 1", InputLimitVariable, text)
	}
	return int(n) << 20, nil
}

// A TooLargeError is the error for a stream that is larger than the limit.
type TooLargeError struct{ Limit int }

// Error names the limit.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("the input is larger than %d MiB; split it, or set %s", e.Limit>>20, InputLimitVariable)
}

// ReadAll reads a stream to its end, into memory that is not much larger than the
// stream. Errors are those of the reader, and *TooLargeError.
func ReadAll(r io.Reader, limit int) ([]byte, error) {
	var chunks [][]byte
	total := 0
	for chunk := make([]byte, firstChunk(r)); ; chunk = make([]byte, max(smallestChunk, total/4)) {
		n, err := io.ReadFull(r, chunk)
		chunks, total = append(chunks, chunk[:n:n]), total+n
		switch {
		case total > limit:
			return nil, &TooLargeError{limit}
		case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
			return join(chunks, total), nil
		case err != nil:
			return nil, err
		}
	}
}

// smallestChunk is the size of the first read from a stream whose size is not known.
const smallestChunk = 32 << 10

// firstChunk returns the size of a regular file, and one byte more, so that its end shows
// within the first chunk.
func firstChunk(r io.Reader) int {
	file, ok := r.(*os.File)
	if !ok {
		return smallestChunk
	}
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 || info.Size() > InputLimit {
		return smallestChunk
	}
	return int(info.Size()) + 1
}

// join makes one text of chunks. Memory of large ones goes back to the system as soon as
// they are copied, so that a large text is not in memory twice.
func join(chunks [][]byte, total int) []byte {
	if len(chunks) == 1 || total == len(chunks[0]) {
		return chunks[0]
	}
	text := make([]byte, 0, total)
	for i, chunk := range chunks {
		text = append(text, chunk...)
		if chunks[i] = nil; len(chunk) >= largeChunk {
			debug.FreeOSMemory()
		}
	}
	return text
}

// largeChunk is the size from which giving memory back is worth a garbage collection.
const largeChunk = 8 << 20
