package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// remembering is a writer that remembers the first error: cobra writes help without
// looking.
type remembering struct {
	w   io.Writer
	err error
}

func (r *remembering) Write(p []byte) (int, error) {
	n, err := r.w.Write(p)
	if r.err == nil {
		r.err = err
	}
	return n, err
}

// failure is the error as one of the work itself, and else that of the verb. cobra's own
// verbs do not say that they could not write.
func (r *remembering) failure(verb error) error {
	var path *fs.PathError
	if errors.As(verb, &path) && path.Op == "write" && path.Path == os.Stdout.Name() {
		return notWritten(path.Err)
	}
	if work := (failure{}); r.err == nil || errors.As(verb, &work) {
		return verb
	}
	return notWritten(r.err)
}

func notWritten(err error) error {
	return failed(fmt.Errorf("writing standard output: %w", err))
}
