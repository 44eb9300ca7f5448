package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/batch"
	"github.com/amerintlxperts/ecrcache/config"
	"github.com/amerintlxperts/ecrcache/console"
	"github.com/amerintlxperts/ecrcache/input"
	"github.com/amerintlxperts/ecrcache/plan"
	"github.com/amerintlxperts/ecrcache/rewrite"
	"github.com/spf13/cobra"
)

// errNoInput is for a person at a terminal, who would wait for ever.
var errNoInput = errors.New("give files or directories, or pipe manifests into standard input")

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
		s, err := openStream(cmd)
		if err != nil {
			return nil, failed(err)
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
	for _, s := range b.Passed {
		c.Detail(s.Path + ": passed over: " + s.Reason)
	}
	if b.IsEmpty() {
		c.Warning("no YAML or JSON file is in " + strings.Join(paths, ", ") + ", or what there is is left out by .gitignore or .krmignore")
	}
	return b, nil
}

// openStream reads the beginning of standard input, until an interrupt.
func openStream(cmd *cobra.Command) (s *batch.Stream, err error) {
	limit, err := input.LimitFrom(os.Getenv)
	if err != nil {
		return nil, err
	}
	opened := make(chan *batch.Stream, 1)
	err = untilInterrupt(cmd.Context(), func() error {
		s, err := batch.OpenStream(cmd.InOrStdin(), limit)
		opened <- s
		return err
	})
	if err != nil {
		return nil, err
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

// start reads the input and prepares a rewriter for it, once the verb has had its
// say on the configuration.
func start(c *console.Console, cmd *cobra.Command, flags *configFlags, paths []string, adjust func(*config.Rewrite)) (*batch.Batch, *rewrite.Rewriter, error) {
	b, err := read(c, cmd, paths)
	if err != nil {
		return nil, nil, err
	}
	r, err := newRewriter(c, flags, b.Config, adjust)
	return b, r, err
}

// startRewriting is start for a verb that rewrites, or says what that would change: it
// keeps no text in which nothing can. What is wrong with the files is told before what
// is wrong with the configuration, as in start.
func startRewriting(c *console.Console, cmd *cobra.Command, flags *configFlags, paths []string, adjust func(*config.Rewrite)) (*batch.Batch, *rewrite.Rewriter, error) {
	if isStream(paths) || slices.Contains(paths, "-") {
		return start(c, cmd, flags, paths, adjust)
	}
	from, r, bad := findRewriter(flags, nil, adjust)
	matters := func([]byte) bool { return false }
	if bad == nil {
		matters = r.Matters
	}
	b, err := readFiles(c, cmd, paths, matters)
	if err != nil {
		return nil, nil, err
	}
	tellConfig(c, from)
	return b, r, bad
}

// newRewriter prepares a rewriter by the configuration that flags, a file or the input
// give.
func newRewriter(c *console.Console, flags *configFlags, brought []byte, adjust func(*config.Rewrite)) (*rewrite.Rewriter, error) {
	from, r, err := findRewriter(flags, brought, adjust)
	tellConfig(c, from)
	return r, err
}

// findRewriter is newRewriter for who tells later where the configuration is from.
func findRewriter(flags *configFlags, brought []byte, adjust func(*config.Rewrite)) (from string, r *rewrite.Rewriter, err error) {
	from, configuration, err := flags.find(brought)
	if err != nil {
		return from, nil, err
	}
	adjust(&configuration.Spec.Rewrite)
	if r, err = rewrite.New(configuration); err != nil {
		return from, nil, failed(err)
	}
	return from, r.WithPolicies(plan.Policies(configuration)), nil
}
