package cli

import (
	"errors"
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/spf13/cobra"
)

// stream rewrites standard input: what is long, and can be rewritten one document
// after the other, block by block, all else at once.
func (o *rewriteOptions) stream(c *console.Console, cmd *cobra.Command, paths []string) error {
	if len(paths) == 0 && console.IsTerminal(cmd.InOrStdin()) {
		return errNoInput
	}
	s, err := openStream(cmd, paths)
	if err != nil {
		return err
	}
	if s.IsLong() {
		r, err := newRewriter(c, &o.configFlags, nil, o.adjust)
		if err != nil {
			return err
		}
		if r.InBlocks() {
			return o.blocks(c, cmd, s, o.toldTo(c, r))
		}
	}
	b, err := readStream(cmd, s)
	if err != nil {
		return failed(err)
	}
	r, err := newRewriter(c, &o.configFlags, b.Config, o.adjust)
	if err != nil {
		return err
	}
	return o.batch(c, cmd, b, o.toldTo(c, r))
}

// blocks rewrites standard input block by block. The next program must not get half
// of a stream, so nothing is written before all of it is rewritten.
func (o *rewriteOptions) blocks(c *console.Console, cmd *cobra.Command, s *batch.Stream, r *rewrite.Rewriter) error {
	spool := &files.Spool{}
	var report *outcome.Report
	err := untilInterrupt(cmd.Context(), func() (err error) {
		report, err = s.Rewrite(r, spool)
		return err
	})
	if err != nil {
		return failed(errors.Join(err, spool.Close()))
	}
	tell(c, report)
	if !report.Failed() {
		if err := spool.CopyTo(c.Out); err != nil {
			return failed(fmt.Errorf("writing standard output: %w", err))
		}
	}
	if err := spool.Close(); err != nil {
		return failed(err)
	}
	return told(c, &batch.Batch{}, report, false)
}
