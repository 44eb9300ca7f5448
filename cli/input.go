package cli

import (
	"errors"
	"fmt"

	"github.com/amerintlxperts/ecrcache/batch"
	"github.com/amerintlxperts/ecrcache/config"
	"github.com/amerintlxperts/ecrcache/console"
	"github.com/amerintlxperts/ecrcache/rewrite"
	"github.com/spf13/cobra"
)

// errNoInput is for a person at a terminal, who would wait for ever.
var errNoInput = errors.New("give files or directories, or pipe manifests into standard input")

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
		b, err := readStream(cmd)
		return b, failed(err)
	}
	b, err := batch.ReadFiles(cmd.Context(), paths, func(read, of int) {
		c.Progress(fmt.Sprintf("reading file %d of %d", read+1, of))
	})
	c.Finish()
	if err != nil {
		return nil, failed(err)
	}
	for _, s := range b.Passed {
		c.Detail(s.Path + ": passed over: " + s.Reason)
	}
	return b, nil
}

// readStream reads standard input, until an interrupt.
func readStream(cmd *cobra.Command) (*batch.Batch, error) {
	type answer struct {
		batch *batch.Batch
		err   error
	}
	done := make(chan answer, 1)
	go func() {
		b, err := batch.ReadStream(cmd.InOrStdin())
		done <- answer{b, err}
	}()
	select {
	case a := <-done:
		return a.batch, a.err
	case <-cmd.Context().Done():
		return nil, errors.New("reading standard input: interrupted")
	}
}

// start reads the input and prepares a rewriter for it, once the verb has had its
// say on the configuration.
func start(c *console.Console, cmd *cobra.Command, flags *configFlags, paths []string, adjust func(*config.Rewrite)) (*batch.Batch, *rewrite.Rewriter, error) {
	b, err := read(c, cmd, paths)
	if err != nil {
		return nil, nil, err
	}
	configuration, err := flags.load(c, b.Config)
	if err != nil {
		return nil, nil, err
	}
	adjust(&configuration.Spec.Rewrite)
	r, err := rewrite.New(configuration)
	return b, r, failed(err)
}
