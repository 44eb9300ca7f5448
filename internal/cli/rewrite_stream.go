package cli

import (
	"errors"
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/messages"
	"github.com/amerintlxperts/ecrcache/internal/cli/process"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/spf13/cobra"
)

// stream rewrites standard input: a long one block by block, to save memory, if no setting needs
// all documents at once; any other at once.
func (o *rewriteOptions) stream(c *console.Console, cmd *cobra.Command, paths []string) error {
	s, err := input.OpenStream(cmd, paths)
	if err != nil {
		return err
	}
	if s.IsLong() {
		r, err := input.NewRewriter(c, &o.ConfigFlags, nil, o.adjust)
		if err != nil {
			return err
		}
		if r.InBlocks() {
			return o.blocks(c, cmd, s, o.forOutput(c, r))
		}
	}
	b, err := input.ReadStream(cmd, s)
	if err != nil {
		return exit.Work(err)
	}
	r, err := input.NewRewriter(c, &o.ConfigFlags, b.Config, o.adjust)
	if err != nil {
		return err
	}
	return o.batch(c, cmd, input.NewRun(b, r))
}

// blocks rewrites standard input block by block. Nothing is written before all of it is
// rewritten: the next program must not get half of a stream.
func (o *rewriteOptions) blocks(c *console.Console, cmd *cobra.Command, s *batch.Stream, r *rewrite.Rewriter) error {
	spool := &files.Spool{}
	var report *outcome.Report
	err := process.ReadUntilInterrupt(cmd.Context(), process.StandardInput, func() (err error) {
		report, err = s.Rewrite(r, spool)
		return err
	})
	if err != nil {
		return exit.Work(errors.Join(err, spool.Close()))
	}
	if !report.Failed() {
		if err := spool.CopyTo(c.Out); err != nil {
			return exit.Work(fmt.Errorf("writing standard output: %w", err))
		}
	}
	messages.Findings(c, report, nil)
	if err := spool.Close(); err != nil {
		return exit.Work(err)
	}
	return messages.Finish(c, &batch.Batch{}, report, false)
}
