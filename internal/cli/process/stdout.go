package process

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
)

// A Stdout is standard output that keeps its first error: cobra prints help without
// checking whether it was written.
type Stdout struct {
	w   io.Writer
	err error
}

// NewStdout gives a Stdout that writes to w.
func NewStdout(w io.Writer) *Stdout { return &Stdout{w: w} }

// Write writes to standard output, and gives its error.
func (s *Stdout) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	if s.err == nil {
		s.err = err
	}
	return n, err
}

// Err gives the error of the program: that of the verb, or that standard output could not be
// written, which the verbs of cobra itself, such as completion, do not check.
func (s *Stdout) Err(verb error) error {
	var path *fs.PathError // of a verb that wrote to standard output itself
	if errors.As(verb, &path) && path.Op == "write" && path.Path == os.Stdout.Name() {
		return notWritten(path.Err)
	}
	if s.err == nil || exit.IsWork(verb) {
		return verb
	}
	return notWritten(s.err)
}

// A Descriptor is what CheckStdout asks of a file.
type Descriptor interface {
	Stat() (fs.FileInfo, error)
	Fd() uintptr
}

// errClosed is what CheckStdout says, with what to do.
var errClosed = errors.New("it is closed, and the result would be lost; to do without the result, give > /dev/null " +
	"(a null device that is open for reading as well, such as Python's subprocess.DEVNULL, looks closed)")

// CheckStdout gives an error when w is standard output and was closed when the program began. It is for
// a run whose only result is what it prints, before the work: one that also changes files, or whose exit code is
// the answer, does well without.
func CheckStdout(w io.Writer) error {
	if d, ok := w.(Descriptor); ok && isClosed(d) {
		return notWritten(errClosed)
	}
	return nil
}

func notWritten(err error) error {
	return exit.Work(fmt.Errorf("writing standard output: %w", err))
}
