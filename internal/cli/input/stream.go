package input

import (
	"errors"
	"os"

	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/process"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/spf13/cobra"
)

// errTerminal is for a person at a terminal, who would wait for ever.
var errTerminal = errors.New("give files or directories, or pipe manifests into standard input")

// errNoPath is for a command line that forgot the path: in CI, standard input is empty.
var errNoPath = errors.New("give a PATH, such as . (standard input is empty)")

// OpenStream reads the beginning of standard input, until an interrupt; paths are the
// arguments of the verb. It is an error of the command line when there is no argument, and
// standard input is a terminal or empty; all others are of the work.
func OpenStream(verb *cobra.Command, paths []string) (*batch.Stream, error) {
	if len(paths) == 0 && console.IsTerminal(verb.InOrStdin()) {
		return nil, errTerminal
	}
	limit, err := files.InputLimitFrom(os.Getenv)
	if err != nil {
		return nil, exit.Work(err)
	}
	opened := make(chan *batch.Stream, 1) // not a variable: after an interrupt the reading goes on
	err = process.ReadUntilInterrupt(verb.Context(), process.StandardInput, func() error {
		s, err := batch.OpenStream(verb.InOrStdin(), limit)
		opened <- s
		return err
	})
	switch {
	case errors.Is(err, batch.ErrEmpty) && len(paths) == 0:
		return nil, errNoPath
	case err != nil:
		return nil, exit.Work(err)
	}
	return <-opened, nil
}

// ReadStream reads standard input to its end, until an interrupt. The error is that of
// reading or of the interrupt, not yet marked as one of the work.
func ReadStream(verb *cobra.Command, s *batch.Stream) (*batch.Batch, error) {
	var b *batch.Batch
	err := process.ReadUntilInterrupt(verb.Context(), process.StandardInput, func() (err error) {
		b, err = s.Read()
		return err
	})
	if err != nil {
		return nil, err
	}
	return b, nil
}
