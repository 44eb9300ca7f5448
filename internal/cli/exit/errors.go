package exit

import (
	"errors"

	"github.com/spf13/cobra"
)

// ErrReported is a failure of which everything has been printed already.
var ErrReported = errors.New("reported")

// A workError is an error of the work itself; any other error is one of the command line.
type workError struct{ error }

func (e workError) Unwrap() error { return e.error }

// Work marks an error as one of the work itself: the program exits with CodeFailed. It
// gives nil for nil.
func Work(err error) error {
	if err == nil {
		return nil
	}
	return workError{err}
}

// IsWork reports whether an error was marked by Work.
func IsWork(err error) bool {
	var work workError
	return errors.As(err, &work)
}

// A usageError is an error of the command line, with the verb whose help says what is accepted.
type usageError struct {
	error
	verb *cobra.Command
}

// Usage adds to an error of the command line the verb whose help says what is accepted.
// Code then also prints how to get that help.
func Usage(verb *cobra.Command, err error) error { return usageError{err, verb} }

// hint says how to get the help.
func (e usageError) hint() string {
	if e.verb.HasParent() {
		return "run '" + e.verb.CommandPath() + " --help' for its flags and arguments"
	}
	return "run '" + e.verb.CommandPath() + " help' for the list of commands"
}
