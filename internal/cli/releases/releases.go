// Package releases is the verb releases: it lists the images of the charts of Flux's HelmReleases
// that no value of a HelmRelease names.
package releases

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/releases"
	"github.com/spf13/cobra"
)

// options are the flags.
type options struct {
	input.ConfigFlags
	helm, output string
	timeout      time.Duration
	strict       bool
}

// New makes the verb.
func New(c *console.Console) *cobra.Command {
	var o options
	cmd := &cobra.Command{
		Use:   "releases [PATH…]",
		Short: "List the images that charts of HelmReleases bring along",
		Long: `List the images that the charts of Flux's HelmReleases bring along: those that
no value names, so that only a post-renderer moves them. What is printed goes
into the configuration; rewrite then adds the entries to each HelmRelease.

Each chart is rendered by your own Helm with the values of its HelmRelease, as
they are once they are rewritten. Helm fetches charts from where their
HelmRepository or OCIRepository in the same Git repository says, so it needs the
network, and a login where the registry wants one; charts of this repository are
taken from it. Your files are only read.`,
		Example: `  ecrcache releases apps/
  ecrcache releases -o json --strict .`,
		RunE: func(cmd *cobra.Command, paths []string) error { return o.run(c, cmd.Context(), paths) },
	}
	o.AddTo(cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.helm, "helm-command", "helm", "the command that renders a chart; it is run with template")
	flags.DurationVar(&o.timeout, "timeout", 2*time.Minute, "how long one chart may take")
	flags.BoolVar(&o.strict, "strict", false, "exit 1 when any chart was not rendered, or not with all of its values; else when none was")
	flags.StringVarP(&o.output, "output", "o", "yaml", "the form: yaml (for the configuration), json")
	usage.Complete(cmd, "output", "yaml", "json")
	return cmd
}

func (o *options) run(c *console.Console, ctx context.Context, paths []string) error {
	helm := strings.Fields(o.helm)
	switch {
	case o.output != "yaml" && o.output != "json":
		return usage.OneOf("--output", o.output, "yaml", "json")
	case slices.Contains(paths, "-"):
		return errors.New("-: what a HelmRelease refers to is in other files; give the directory")
	case len(helm) == 0:
		return errors.New("--helm-command: give a command")
	case o.timeout <= 0:
		return fmt.Errorf("--timeout: found %s; accepted: more than 0, such as 90s", o.timeout)
	}
	if len(paths) == 0 {
		paths = []string{"."}
	}
	program, err := exec.LookPath(helm[0])
	if err != nil {
		return exit.Work(fmt.Errorf("%s is not on PATH, and renders the charts; https://helm.sh/docs/intro/install has it; or name it with --helm-command", helm[0]))
	}
	helm[0] = program
	g, err := input.NewConfigFinder(&o.ConfigFlags, func(w *v1alpha1.Rewrite) {
		w.Mode, w.Direction = v1alpha1.ModeWrite, v1alpha1.DirectionRewrite
		w.OCIURLs = false // the chart is fetched from where it is today
	})
	if err != nil {
		return err
	}
	for _, path := range paths {
		if err := g.FindIn(ctx, path); err != nil {
			return err
		}
	}
	g.Print(c)
	if err := g.Err(); err != nil {
		return err
	}
	result, err := releases.Run(ctx, &releases.Options{Paths: paths, Of: g.RewriterOf, Helm: helm, Timeout: o.timeout, Progress: c.Progress})
	c.Finish()
	if err != nil {
		return exit.Work(err)
	}
	return exit.Work(o.print(c, g, result, len(paths) == 1 && filepath.Clean(paths[0]) == "."))
}

// print prints what goes into the configurations, then the warnings and the summary. whole says that
// the whole working directory was read: only then does a release that is configured and was not
// found have no HelmRelease.
func (o *options) print(c *console.Console, g *input.ConfigFinder, result *releases.Result, whole bool) error {
	all := report.NewReleases(result, func(dir string) string { return g.Of(dir).Source })
	var err error
	if o.output == "json" {
		err = report.WriteJSON(c.Out, all)
	} else {
		err = all.Write(c.Out)
	}
	if err != nil {
		return err
	}
	for _, line := range all.Warnings() {
		c.Warning(line)
	}
	if whole {
		for _, one := range g.Configurations() {
			for _, line := range all.Unmatched(one.Source, one.Spec.Spec.Kustomize) {
				c.Warning(line)
			}
		}
	}
	if o.output == "yaml" && all.Summary.Repositories > 0 {
		c.Note("what is printed goes below spec: of the file that its first line names, in place of its kustomize.releases; then run ecrcache rewrite")
	}
	c.Note(all.Summarised())
	if o.strict && !all.Complete() || all.Summary.Rendered == 0 && all.Summary.NotRendered > 0 {
		return exit.ErrReported
	}
	return nil
}
