package output

import (
	"io"
	"os"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A vectored writes many pieces by one call of the system, writev(2).
type vectored struct {
	file   *os.File
	raw    syscall.RawConn
	pieces [][]byte
}

// vectoredTo is a Writer to a file; nil for any other.
func vectoredTo(w io.Writer) Writer {
	file, ok := w.(*os.File)
	if !ok {
		return nil
	}
	raw, err := file.SyscallConn()
	if err != nil {
		return nil
	}
	return &vectored{file: file, raw: raw}
}

// atOnce is how many pieces one call takes (IOV_MAX, limits.h).
const atOnce = 1024

func (v *vectored) Write(piece []byte) (int, error) {
	if len(piece) == 0 {
		return 0, nil
	}
	v.pieces = append(v.pieces, piece)
	if len(v.pieces) < atOnce {
		return len(piece), nil
	}
	return len(piece), v.Flush()
}

func (v *vectored) WriteString(piece string) (int, error) {
	return v.Write(unsafe.Slice(unsafe.StringData(piece), len(piece)))
}

// Flush writes what was taken so far. Where the call does not take it all, the file's
// own way of writing goes on: it waits for a pipe that takes no more, and ends the
// program when nobody reads it any longer, as programs expect.
func (v *vectored) Flush() error {
	pieces := v.pieces
	v.pieces = v.pieces[:0]
	for len(pieces) > 0 {
		written := 0
		err := v.raw.Control(func(fd uintptr) { written, _ = unix.Writev(int(fd), pieces) })
		if err == nil && written > 0 {
			pieces = behind(pieces, written)
			continue
		}
		if _, err := v.file.Write(pieces[0]); err != nil {
			return err
		}
		pieces = pieces[1:]
	}
	return nil
}

// behind are the pieces without the first bytes.
func behind(pieces [][]byte, written int) [][]byte {
	for len(pieces) > 0 && written >= len(pieces[0]) {
		written -= len(pieces[0])
		pieces = pieces[1:]
	}
	if written > 0 {
		pieces[0] = pieces[0][written:]
	}
	return pieces
}
