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
reference is not covered. Where the working directory has no configuration, and
directories below it have, each of those explains it for itself.`,
		Example:           "  ecrcache explain ghcr.io/amerintlxperts/my-app:v1.0.0",
		Args:              oneReference,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := usage.OneOf("--output", output, "text", "json", "yaml"); err != nil {
				return err
			}
			g, err := input.NewConfigFinder(&flags, func(w *v1alpha1.Rewrite) { w.Direction = v1alpha1.DirectionRewrite })
			if err != nil {
				return err
			}
			all, err := g.Near(cmd.Context())
			g.Print(c)
			if err != nil {
				return err
			}
			return exit.Work(explain(c, all, args[0], output))
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

// explain prints what each configuration makes of a reference.
func explain(c *console.Console, all []*input.Configuration, reference, output string) error {
	found := make([]any, len(all))
	covered := true
	for i, one := range all {
		img, findings := one.Rewriter.Reference(reference)
		e := report.NewExplanation(one.Spec, &img, findings)
		found[i], covered = e, covered && e.Covered
		if output == "text" {
			if _, err := fmt.Fprint(c.Out, heading(all, i), redact.Lines(e.Text())); err != nil {
				return err
			}
		}
	}
	if err := printForm(c, output, all, found); err != nil {
		return err
	}
	if !covered {
		return exit.ErrReported
	}
	return nil
}

// heading names the file of one of several configurations, before what is printed for it.
func heading(all []*input.Configuration, i int) string {
	if len(all) == 1 {
		return ""
	}
	text := redact.Line(all[i].Source) + ":\n"
	if i > 0 {
		text = "\n" + text
	}
	return text
}

// A forConfiguration is what is printed for one of several configurations.
type forConfiguration struct {
	Configuration string `json:"configuration"`
	Result        any    `json:"result"`
}

// printForm prints results as JSON or YAML, if that is the form: the one there is, or a list that
// names the configuration of each.
func printForm(c *console.Console, output string, all []*input.Configuration, results []any) error {
	var value any = results[0]
	if len(all) > 1 {
		list := make([]forConfiguration, len(all))
		for i, one := range all {
			list[i] = forConfiguration{one.Source, results[i]}
		}
		value = list
	}
	switch output {
	case "json":
		return report.WriteJSON(c.Out, value)
	case "yaml":
		return report.WriteYAML(c.Out, value)
	}
	return nil
}
