package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/spf13/cobra"
)

func newConfig(c *console.Console) *cobra.Command {
	var flags input.ConfigFlags
	var output string
	var origins bool
	cmd := &cobra.Command{
		Use:   "config [PATH]",
		Short: "Print the configuration that counts for a file or directory",
		Long: `Print the configuration that counts for a file or directory, the working
directory by default: the nearest ecrcache.yaml above it, with the settings of
the files that its spec.base names, and with all defaults. A comment names the
files. What is printed is one document, as kustomize and kpt give it to the
function. With --origins a comment after each value says where it comes from:
a file, a flag, or default.`,
		Example: `  ecrcache config
  ecrcache config --origins clusters/prod
  ecrcache config deploy/ > function.yaml`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, paths []string) error {
			if err := usage.OneOf("--output", output, "yaml", "json"); err != nil {
				return err
			}
			if origins && output == "json" {
				return errors.New("--origins writes comments, which JSON does not have; leave out -o json")
			}
			one, err := configurationOf(&flags, paths)
			if err != nil {
				return err
			}
			if output == "json" {
				return exit.Work(report.WriteJSON(c.Out, one.Spec))
			}
			return exit.Work(printConfig(c, &flags, one, origins))
		},
	}
	flags.AddTo(cmd)
	cmd.Flags().StringVarP(&output, "output", "o", "yaml", "the form: yaml, json")
	cmd.Flags().BoolVar(&origins, "origins", false, "say after each value where it comes from")
	usage.Complete(cmd, "output", "yaml", "json")
	return cmd
}

// configurationOf is the configuration for the path that is named, or the working directory.
func configurationOf(flags *input.ConfigFlags, paths []string) (*input.Configuration, error) {
	dir := "."
	if len(paths) > 0 {
		info, err := os.Stat(paths[0])
		if err != nil {
			return nil, exit.Work(err)
		}
		if dir = paths[0]; !info.IsDir() {
			dir = filepath.Dir(dir)
		}
	}
	g, err := input.NewConfigFinder(flags, func(*v1alpha1.Rewrite) {})
	if err != nil {
		return nil, err
	}
	one := g.Of(dir)
	return one, g.Err()
}

// printConfig prints a configuration as YAML.
func printConfig(c *console.Console, flags *input.ConfigFlags, one *input.Configuration, origins bool) error {
	var text bytes.Buffer
	if one.Source != "" {
		files := make([]string, len(one.Layers))
		for i, layer := range one.Layers {
			files[i] = layer.File
		}
		fmt.Fprintln(&text, redact.Line("# "+strings.Join(files, ", on ")))
	}
	write := report.WriteYAML
	if origins {
		write = func(w io.Writer, form any) error {
			return report.WriteOrigins(w, form, func(path ...string) string {
				return redact.Line(flags.Origin(one.Layers, path...))
			})
		}
	}
	if err := write(&text, one.Spec); err != nil {
		return err
	}
	_, err := c.Out.Write(text.Bytes())
	return err
}
