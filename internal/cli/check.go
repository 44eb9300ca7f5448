package cli

import (
	"errors"
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/messages"
	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/spf13/cobra"
)

// checkOptions are the flags of check.
type checkOptions struct {
	input.ConfigFlags
	strict, restore, all bool
	output               string
}

func newCheck(c *console.Console) *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:   "check [PATH…]",
		Short: "Fail when an image does not go through the cache yet",
		Long: `Fail when an image does not go through the cache yet.

Nothing is written. The exit code is 1 when rewrite would change something, when
a kubelet would still pull from an upstream where rewrite cannot change it, and
when kustomize's images would lose a tag because the cache comes before them;
with --strict also when an upstream's name is left anywhere else, or a file was
skipped; with --all also for every other image that does not go through this
cache: of registries without an upstream, of other accounts, short names. Each
is a line on standard output: file:line, object, field, what stands there, why.
PATHs are read as rewrite reads them. What is accepted in the configuration
(check.accept), or by the annotation accept of an object, is silent.

With --restore it is the other way: the exit code is 1 when rewrite --restore
would change something, for files that keep the upstreams' references.`,
		Example: `  kustomize build overlays/prod | ecrcache check
  ecrcache check --strict deploy/
  ecrcache check --all deploy/
  ecrcache check --restore deploy/`,
		RunE: func(cmd *cobra.Command, paths []string) error { return o.run(c, cmd, paths) },
	}
	o.AddTo(cmd)
	cmd.Flags().BoolVar(&o.strict, "strict", false, "also fail when an upstream's name is left behind, or a file was skipped")
	cmd.Flags().BoolVar(&o.all, "all", false, "also fail for every other image that does not go through this cache")
	cmd.Flags().BoolVar(&o.restore, "restore", false, "the other way: fail when an image is not of its upstream")
	cmd.Flags().StringVarP(&o.output, "output", "o", "text", "how findings are printed: text, json")
	usage.Complete(cmd, "output", "text", "json")
	return cmd
}

func (o *checkOptions) run(c *console.Console, cmd *cobra.Command, paths []string) error {
	if err := usage.OneOf("--output", o.output, "text", "json"); err != nil {
		return err
	}
	if o.all && o.restore {
		return errors.New("--all and --restore: give one of them; restored images do not go through the cache")
	}
	var matters func([]byte) bool
	if o.all {
		matters = func([]byte) bool { return true }
	}
	run, err := input.OpenToRewrite(c, cmd, &o.ConfigFlags, paths, func(w *v1alpha1.Rewrite) {
		w.Mode = v1alpha1.ModeCheck
		if o.restore {
			w.Direction = v1alpha1.DirectionRestore
		}
	}, matters)
	if err != nil {
		return err
	}
	if o.all {
		run = run.With((*rewrite.Rewriter).All)
	}
	b := run.Batch
	result, err := run.Rewrite()
	if err == nil {
		for _, f := range result.Late {
			result.Report.Add(f)
		}
		err = o.print(c, b, result)
	}
	if err != nil {
		return exit.Work(err)
	}
	return messages.Finish(c, b, result.Report, o.strict && (result.Report.Left > 0 || len(b.Skipped) > 0))
}

// print prints the findings that fail the check on standard output, all others on standard
// error.
func (o *checkOptions) print(c *console.Console, b *batch.Batch, result *batch.Result) error {
	if o.output == "json" {
		return report.WriteJSON(c.Out, report.New(b, result))
	}
	others := *result.Report
	others.Findings = nil
	for _, f := range result.Report.Findings {
		if !o.fails(&f) {
			others.Findings = append(others.Findings, f)
			continue
		}
		if _, err := fmt.Fprintln(c.Out, redact.Line(report.Line(&f))); err != nil {
			return err
		}
	}
	messages.Findings(c, &others)
	return nil
}

// fails reports whether a finding makes the check fail.
func (o *checkOptions) fails(f *finding.Finding) bool {
	return f.Severity == finding.Error || o.strict && outcome.CountsAsLeft(f)
}
