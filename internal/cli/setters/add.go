package setters

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/messages"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/spf13/cobra"
)

func newAdd(c *console.Console) *cobra.Command {
	var flags input.ConfigFlags
	var w writing
	cmd := &cobra.Command{
		Use:   "add PATH…",
		Short: "Write the setter comments that are missing",
		Long: `Write the setter comments that are missing, where Flux would write the kind of
name that the file has: for names of upstreams and for names in the cache. The
policy is the one that the repository has already, in any file of the Git
repository, or else the one that generate writes; spec.flux of the configuration
names the namespace. A comment that is there stays. Where none is right, a
warning says why.`,
		Example: `  ecrcache setters add --diff deploy/
  ecrcache setters add deploy/`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			if err := w.check(paths); err != nil {
				return err
			}
			return add(c, cmd, &flags, &w, paths)
		},
	}
	flags.AddTo(cmd)
	w.addTo(cmd)
	return cmd
}

func add(c *console.Console, cmd *cobra.Command, flags *input.ConfigFlags, w *writing, paths []string) error {
	run, err := input.Open(c, cmd, flags, paths, func(r *v1alpha1.Rewrite) {
		r.Mode, r.Direction = v1alpha1.ModeWrite, v1alpha1.DirectionRewrite
	})
	if err != nil {
		return err
	}
	for _, one := range run.Configurations() {
		if f := one.Spec.Spec.Flux; f == nil || f.Namespace == "" {
			return exit.Work(fmt.Errorf("%s: spec.flux.namespace is missing; a setter comment names its policy by namespace and name: write flux: {namespace: flux-system}", source(one)))
		}
	}
	result, err := run.With((*rewrite.Rewriter).OnlySetters).Rewrite()
	if err != nil {
		return exit.Work(err)
	}
	err = w.finish(cmd.Context(), c, run.Batch, result)
	messages.Findings(c, result.Report, run.Skipped)
	if err != nil {
		return err
	}
	w.printCount(c, result.Report.Marked, "written", result)
	return nil
}

// source names a configuration.
func source(one *input.Configuration) string {
	if one.Source == "" {
		return "the configuration"
	}
	return one.Source
}
