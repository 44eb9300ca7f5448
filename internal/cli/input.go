package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/spf13/cobra"
)

// errNoInput is for a person at a terminal, who would wait for ever.
var errNoInput = errors.New("give files or directories, or pipe manifests into standard input")

// errNoPath is for who gave no path and meant one: in CI, standard input is empty.
var errNoPath = errors.New("give a PATH, such as . (standard input is empty)")

// errStreamAmong is for - beside other paths: documents and files have no order.
var errStreamAmong = errors.New("-: standard input stands alone; give - or paths, not both")

// isStream reports whether the arguments mean standard input.
func isStream(paths []string) bool {
	return len(paths) == 0 || len(paths) == 1 && paths[0] == "-"
}

// read reads what the arguments name: files, directories, or standard input.
func read(c *console.Console, cmd *cobra.Command, paths []string) (*batch.Batch, error) {
	if isStream(paths) {
		if len(paths) == 0 && console.IsTerminal(cmd.InOrStdin()) {
			return nil, errNoInput
		}
		s, err := openStream(cmd, paths)
		if err != nil {
			return nil, err
		}
		b, err := readStream(cmd, s)
		return b, failed(err)
	}
	if slices.Contains(paths, "-") {
		return nil, errStreamAmong
	}
	return readFiles(c, cmd, paths, nil)
}

// readFiles reads what paths lead to, and says on a terminal how far it is. Of texts that
// do not matter only the number of documents is kept; without matters all are.
func readFiles(c *console.Console, cmd *cobra.Command, paths []string, matters func(text []byte) bool) (*batch.Batch, error) {
	b, err := batch.ReadFiles(cmd.Context(), paths, matters, func(read, of int) {
		c.Progress(fmt.Sprintf("reading file %d of %d", read+1, of))
	})
	c.Finish()
	if err != nil {
		return nil, failed(err)
	}
	for _, s := range b.PassedOver {
		c.Detail(s.Path + ": passed over: " + s.Reason)
	}
	if b.IsEmpty() {
		c.Warning("no YAML or JSON file is in " + strings.Join(paths, ", ") + ", or what there is is left out by .gitignore or .krmignore")
	}
	return b, nil
}

// openStream reads the beginning of standard input, until an interrupt.
func openStream(cmd *cobra.Command, paths []string) (s *batch.Stream, err error) {
	limit, err := files.InputLimitFrom(os.Getenv)
	if err != nil {
		return nil, failed(err)
	}
	opened := make(chan *batch.Stream, 1)
	err = untilInterrupt(cmd.Context(), func() error {
		s, err := batch.OpenStream(cmd.InOrStdin(), limit)
		opened <- s
		return err
	})
	switch {
	case errors.Is(err, batch.ErrEmpty) && len(paths) == 0:
		return nil, errNoPath
	case err != nil:
		return nil, failed(err)
	}
	return <-opened, nil
}

// readStream reads standard input to its end, until an interrupt.
func readStream(cmd *cobra.Command, s *batch.Stream) (*batch.Batch, error) {
	var b *batch.Batch
	err := untilInterrupt(cmd.Context(), func() (err error) {
		b, err = s.Read()
		return err
	})
	if err != nil {
		return nil, err
	}
	return b, nil
}

// untilInterrupt waits for what reads standard input, or for an interrupt: a read
// itself cannot be ended. After an interrupt, what it was to fill in is still its own.
func untilInterrupt(ctx context.Context, read func() error) error {
	done := make(chan error, 1)
	go func() { done <- read() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return errors.New("reading standard input: interrupted")
	}
}
