package cli

import (
	"fmt"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/spf13/cobra"
)

func newExplain(c *console.Console) *cobra.Command {
	var flags input.ConfigFlags
	var output string
	cmd := &cobra.Command{
		Use:   "explain REFERENCE",
		Short: "Say what happens to one image reference, and why",
		Long: `Say what happens to one image reference, and why: the upstream it is of, its
name in the cache, what to know before it is pulled, and the commands by which
to try it on AWS. Nothing is sent anywhere. The exit code is 1 when the
reference is not covered.`,
		Example:           "  ecrcache explain ghcr.io/amerintlxperts/my-app:v1.0.0",
		Args:              oneReference,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := usage.OneOf("--output", output, "text", "json", "yaml"); err != nil {
				return err
			}
			configuration, err := flags.Load(c, nil)
			if err != nil {
				return err
			}
			return exit.Work(explain(c, configuration, args[0], output))
		},
	}
	flags.AddTo(cmd)
	cmd.Flags().StringVarP(&output, "output", "o", "text", "the form: text, json, yaml")
	usage.Complete(cmd, "output", "text", "json", "yaml")
	return cmd
}

// oneReference refuses anything but one image reference.
func oneReference(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return exit.Usage(cmd, fmt.Errorf("give one image reference, such as ghcr.io/amerintlxperts/my-app:v1.0.0; found %d", len(args)))
	}
	if ext := filepath.Ext(args[0]); ext == ".yaml" || ext == ".yml" || ext == ".json" {
		return exit.Usage(cmd, fmt.Errorf("%s: explain takes an image reference; the images of files are listed by: ecrcache images %s", args[0], args[0]))
	}
	return nil
}

func explain(c *console.Console, configuration *v1alpha1.PullThroughCache, reference, output string) error {
	configuration.Spec.Rewrite.Direction = v1alpha1.DirectionRewrite
	rewriter, err := rewrite.New(configuration)
	if err != nil {
		return err
	}
	img, findings := rewriter.Reference(reference)
	e := report.NewExplanation(configuration, &img, findings)
	switch output {
	case "json":
		err = report.WriteJSON(c.Out, e)
	case "yaml":
		err = report.WriteYAML(c.Out, e)
	default:
		_, err = fmt.Fprint(c.Out, redact.Lines(e.Text()))
	}
	if err == nil && !e.Covered {
		err = exit.ErrReported
	}
	return err
}
