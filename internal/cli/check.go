package cli

import (
	"errors"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/cli/ci"
	"github.com/amerintlxperts/ecrcache/internal/cli/cluster"
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
	baseline             baselineOptions
}

// checkOutputs are the values of --output.
var checkOutputs = [...]string{"text", "json", "sarif", "github", "gitlab"}

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
is a line on standard output: file:line, object, field, the value found, why.
Of what kubectl get prints, all Pods of a workload are one line, with what
brought it and what would move the image.
PATHs are read as rewrite reads them. What is accepted in the configuration
(check.accept), or by the annotation accept of an object, is silent. So is what
a baseline knows: a file that --update-baseline writes, for a repository that is
cleaned up bit by bit. An entry of which nothing is found any more is a warning,
and with --strict an error.

The outputs sarif, github and gitlab are for CI: a SARIF log, the workflow
commands of GitHub Actions, and a Code Quality report of GitLab. They have what
fails the check and the warnings, each with its file and line.

With --restore it is the other way: the exit code is 1 when rewrite --restore
would change something, for files that keep the upstreams' references.`,
		Example: `  kustomize build overlays/prod | ecrcache check
  ecrcache check --strict deploy/
  ecrcache check --all deploy/
  ecrcache check --strict --baseline known.yaml --update-baseline deploy/
  ecrcache check --strict --baseline known.yaml -o github deploy/
  kubectl get pods --all-namespaces -o json | ecrcache check --all
  ecrcache check --restore deploy/`,
		RunE: func(cmd *cobra.Command, paths []string) error { return o.run(c, cmd, paths) },
	}
	o.AddTo(cmd)
	cmd.Flags().BoolVar(&o.strict, "strict", false, "also fail when an upstream's name is left behind, or a file was skipped")
	cmd.Flags().BoolVar(&o.all, "all", false, "also fail for every other image that does not go through this cache")
	cmd.Flags().BoolVar(&o.restore, "restore", false, "the other way: fail when an image is not of its upstream")
	cmd.Flags().StringVarP(&o.output, "output", "o", "text", "how findings are printed: "+strings.Join(checkOutputs[:], ", "))
	usage.Complete(cmd, "output", checkOutputs[:]...)
	o.baseline.addTo(cmd)
	return cmd
}

func (o *checkOptions) run(c *console.Console, cmd *cobra.Command, paths []string) error {
	if err := usage.OneOf("--output", o.output, checkOutputs[:]...); err != nil {
		return err
	}
	if err := o.baseline.check(); err != nil {
		return err
	}
	if o.all && o.restore {
		return errors.New("--all and --restore: give one of them; restored images do not go through the cache")
	}
	var also func([]byte) bool // which files to keep besides those that rewrite would change
	if o.all {
		also = func([]byte) bool { return true }
	}
	run, err := input.OpenToRewrite(c, cmd, &o.ConfigFlags, paths, func(w *v1alpha1.Rewrite) {
		w.Mode = v1alpha1.ModeCheck
		if o.baseline.file != "" {
			w.MaxResults = new(int) // 0 for no limit: a baseline has every finding
		}
		if o.restore {
			w.Direction = v1alpha1.DirectionRestore
		}
	}, also)
	if err != nil {
		return err
	}
	b := run.Batch
	view := &cluster.View{Cluster: b.Cluster(), Config: run.Config()}
	result, err := run.With(func(r *rewrite.Rewriter) *rewrite.Rewriter {
		if o.all {
			r = r.All()
		}
		if !view.Cluster.IsEmpty() {
			r = r.ListingAll() // a group counts all its objects
		}
		return r
	}).Rewrite()
	if err == nil {
		result.Report.Checked, result.Report.Restored = true, o.restore // without a file to read nothing has set them
		for _, f := range result.Late {
			result.Report.Add(f)
		}
		result.Report = result.Report.Without(view.IsCopy)
		err = o.applyBaseline(c, cmd, paths, b, result)
	}
	if err == nil {
		err = o.print(c, b, result, view)
	}
	if err != nil {
		return exit.Work(err)
	}
	return messages.Finish(c, b, result.Report, o.strict && (result.Report.Left > 0 || len(b.Skipped) > 0))
}

// print prints the findings that fail the check on standard output, those about objects of a
// cluster in groups; all others on standard error.
func (o *checkOptions) print(c *console.Console, b *batch.Batch, result *batch.Result, view *cluster.View) error {
	if o.output != "text" {
		messages.Skipped(c, b.Skipped)
	}
	switch o.output {
	case "json":
		return report.WriteJSON(c.Out, report.New(b, result).OfCluster(view, result.Report.Findings))
	case "sarif":
		return ci.WriteSARIF(c.Out, o.problems(b, result))
	case "github":
		return ci.WriteGitHub(c.Out, o.problems(b, result))
	case "gitlab":
		return ci.WriteGitLab(c.Out, o.problems(b, result))
	}
	var failing, others []finding.Finding
	for _, f := range result.Report.Findings {
		if o.fails(&f) {
			failing = append(failing, f)
		} else {
			others = append(others, f)
		}
	}
	groups, single := view.Group(failing)
	for i := range single {
		if err := c.Print(redact.Line(report.Line(&single[i]))); err != nil {
			return err
		}
	}
	for i := range groups {
		if err := c.Print(redact.Line(view.Line(&groups[i]))); err != nil {
			return err
		}
	}
	o.printOthers(c, b, others, view)
	return nil
}

// printOthers prints what does not fail the check, and what was skipped, which with --strict does.
func (o *checkOptions) printOthers(c *console.Console, b *batch.Batch, others []finding.Finding, view *cluster.View) {
	groups, single := view.Group(others)
	skipped := b.Skipped
	if o.strict {
		messages.Skipped(c, skipped)
		skipped = nil
	}
	messages.Findings(c, &outcome.Report{Findings: single}, skipped)
	for i := range groups {
		messages.Finding(c, groups[i].First.Severity, view.Line(&groups[i]))
	}
}

// fails reports whether a finding makes the check fail.
func (o *checkOptions) fails(f *finding.Finding) bool {
	return f.Severity == finding.Error || o.strict && (f.Left || f.Code == batch.Skipped)
}

// problems are the findings in the form for CI systems, with --strict the skipped files as well,
// since they fail the check then.
func (o *checkOptions) problems(b *batch.Batch, result *batch.Result) []ci.Problem {
	texts := map[string][]byte{}
	for i := range b.Inputs {
		texts[b.Inputs[i].Path] = b.Inputs[i].Text
	}
	all := result.Report.Findings
	if o.strict {
		for _, s := range b.Skipped {
			all = append(all, batch.SkippedFinding(s))
		}
	}
	return ci.Problems(all, o.fails, func(path string) []byte { return texts[path] })
}
