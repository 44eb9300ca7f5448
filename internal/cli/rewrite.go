package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/messages"
	"github.com/amerintlxperts/ecrcache/internal/cli/output"
	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/spf13/cobra"
)

// rewriteOptions are the flags of rewrite.
type rewriteOptions struct {
	input.ConfigFlags
	diff, dryRun, restore, strict bool
	output                        string
}

func newRewrite(c *console.Console) *cobra.Command {
	var o rewriteOptions
	cmd := &cobra.Command{
		Use:   "rewrite [PATH…]",
		Short: "Move image references to the cache",
		Long: `Move image references to the cache.

Without a PATH, or with -, standard input goes to standard output: a YAML
stream, JSON or a ResourceList. With PATHs, files and directories, files change
in place: all of them or, when something is refused or fails, none. No other
byte of a file changes, and a file without a change is not written.

Below a directory YAML and JSON files are read. What .gitignore and .krmignore
leave out, .git and node_modules are passed over, and symbolic links are not
followed. A file that is no YAML, such as a Helm template, is named as skipped.`,
		Example: `  kustomize build overlays/prod | ecrcache rewrite
  ecrcache rewrite --diff deploy/
  ecrcache rewrite deploy/ clusters/prod/values.yaml
  ecrcache rewrite --restore deploy/`,
		RunE: func(cmd *cobra.Command, paths []string) error { return o.run(c, cmd, paths) },
	}
	o.AddTo(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&o.diff, "diff", false, "print a unified diff, write nothing")
	flags.BoolVar(&o.dryRun, "dry-run", false, "print what would change, write nothing")
	flags.BoolVar(&o.restore, "restore", false, "the other way: from the cache back to the upstreams")
	flags.BoolVar(&o.strict, "strict", false, "exit 1 when a file was skipped")
	flags.StringVarP(&o.output, "output", "o", "text", "how files and findings are printed: text, json")
	usage.Complete(cmd, "output", "text", "json")
	return cmd
}

func (o *rewriteOptions) run(c *console.Console, cmd *cobra.Command, paths []string) error {
	if err := o.check(input.IsStream(paths)); err != nil {
		return err
	}
	if input.IsStream(paths) && !o.diff && !o.dryRun {
		return o.stream(c, cmd, paths)
	}
	run, err := input.OpenToRewrite(c, cmd, &o.ConfigFlags, paths, o.adjust, nil)
	if err != nil {
		return err
	}
	return o.batch(c, cmd, run)
}

// forOutput returns a rewriter that reports no more findings than are printed, which saves memory.
func (o *rewriteOptions) forOutput(c *console.Console, r *rewrite.Rewriter) *rewrite.Rewriter {
	if c.Verbose || o.output == "json" {
		return r
	}
	return r.Brief()
}

// adjust sets the mode and the direction of the flags in the configuration.
func (o *rewriteOptions) adjust(w *v1alpha1.Rewrite) {
	w.Mode = v1alpha1.ModeWrite
	if o.restore {
		w.Direction = v1alpha1.DirectionRestore
	}
}

// batch rewrites all that was read at once, and writes or prints the result.
func (o *rewriteOptions) batch(c *console.Console, cmd *cobra.Command, run *input.Run) error {
	b := run.Batch
	result, err := run.With(func(r *rewrite.Rewriter) *rewrite.Rewriter { return o.forOutput(c, r) }).Rewrite()
	if err != nil {
		return exit.Work(err)
	}
	for _, f := range result.Late {
		f.Severity = finding.Warning // the tag of the entry is lost only if images move without this run
		if f.Field.Proposed != "" {
			f.Message += "; this run gives it that name, and what it sets is deployed"
		}
		result.Report.Add(f)
	}
	err = o.finish(c, cmd, b, result)
	messages.Findings(c, result.Report, b.Skipped) // after the diff, which would push them off the screen
	if err != nil {
		return exit.Work(err)
	}
	done := result.Report
	if o.diff || o.dryRun {
		done = preview(done)
	}
	return messages.Finish(c, b, done, o.strict && len(b.Skipped) > 0)
}

// check refuses flags that contradict each other. stream says that standard input is read.
func (o *rewriteOptions) check(stream bool) error {
	if err := usage.OneOf("--output", o.output, "text", "json"); err != nil {
		return err
	}
	switch {
	case o.diff && o.dryRun:
		return errors.New("--diff and --dry-run: give one of them; both write nothing")
	case o.output == "json" && o.diff:
		return errors.New("--output json and --diff: both want standard output; give one of them")
	case o.output == "json" && stream && !o.dryRun:
		return errors.New("--output json: standard output takes the documents; add --dry-run, or give files")
	}
	return nil
}

// finish writes the files that changed, or prints what the flags ask for.
func (o *rewriteOptions) finish(c *console.Console, cmd *cobra.Command, b *batch.Batch, result *batch.Result) error {
	stream := len(b.Inputs) == 1 && b.Inputs[0].Path == ""
	writes := !o.diff && !o.dryRun && !result.Report.Failed()
	output.WarnHardLinks(c, len(result.Changes), func(i int) (string, int) { return result.Changes[i].Path, result.Changes[i].Links() })
	if writes && !stream {
		if err := result.Write(cmd.Context(), output.Replacer(c)); err != nil {
			return err
		}
		output.RemoveTemps(c, b.StaleTemps)
	}
	c.Finish()
	switch {
	case o.output == "json":
		return report.WriteJSON(c.Out, report.New(b, result))
	case result.Report.Failed():
		return nil
	case o.diff:
		return printDiff(c, result)
	case stream && !o.dryRun:
		return writeStream(c, b, result)
	}
	return printNames(c, result)
}

func printNames(c *console.Console, result *batch.Result) error {
	var names strings.Builder
	for _, change := range result.Changes {
		names.WriteString(redact.Line(nameOf(change.Path)) + "\n")
	}
	_, err := io.WriteString(c.Out, names.String())
	return err
}

func writeStream(c *console.Console, b *batch.Batch, result *batch.Result) error {
	text := b.Inputs[0].Text
	for _, change := range result.Changes { // one, or none where the stream stays as it is
		text = change.New()
	}
	if _, err := c.Out.Write(text); err != nil {
		return fmt.Errorf("writing standard output: %w", err)
	}
	return nil
}

func printDiff(c *console.Console, result *batch.Result) error {
	for _, change := range result.Changes {
		if err := c.Diff(output.Diff(change.Path, change.Text, change.New())); err != nil {
			return err
		}
	}
	return nil
}

// nameOf is the name of an input in messages.
func nameOf(path string) string {
	if path == "" {
		return "standard input"
	}
	return path
}

// preview returns the report of a run that writes nothing: its summary says what would change.
func preview(r *outcome.Report) *outcome.Report {
	would := *r
	would.Checked = !r.Failed()
	return &would
}
