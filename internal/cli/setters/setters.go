// Package setters is the verb setters: it adds, removes and lists the comments by which Flux's image
// automation finds the tags to update.
package setters

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/output"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/spf13/cobra"
)

// New makes the verb.
func New(c *console.Console) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "setters",
		Short: "Add, remove or list the setter comments of Flux",
		Long: `Add, remove or list the comments by which Flux's image automation finds the
tags to update, such as # {"$imagepolicy": "flux-system:shop:tag"}. Nothing but
comments changes: no image moves, and no other byte.`,
		Args: usage.VerbsOnly,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newAdd(c), newRemove(c), newList(c))
	return cmd
}

// writing are the flags of the verbs that change files.
type writing struct{ diff, dryRun bool }

func (w *writing) addTo(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&w.diff, "diff", false, "print a unified diff, write nothing")
	cmd.Flags().BoolVar(&w.dryRun, "dry-run", false, "print which files would change, write nothing")
}

func (w *writing) check(paths []string) error {
	switch {
	case w.diff && w.dryRun:
		return errors.New("--diff and --dry-run: give one of them; both write nothing")
	case input.IsStream(paths):
		return errors.New("the comments are in files; give files or directories")
	}
	return nil
}

// finish writes the files that change, and prints their names, or what the flags ask for.
func (w *writing) finish(ctx context.Context, c *console.Console, b *batch.Batch, result *batch.Result) error {
	output.WarnHardLinks(c, len(result.Changes), func(i int) (string, int) { return result.Changes[i].Path, result.Changes[i].Links() })
	if !w.diff && !w.dryRun {
		if err := result.Write(ctx, output.Replacer(c)); err != nil {
			return exit.Work(err)
		}
		output.RemoveTemps(c, b.StaleTemps)
	}
	c.Finish()
	for i := range result.Changes {
		change := &result.Changes[i]
		if w.diff {
			if err := c.Diff(output.Diff(change.Path, change.Text, change.New())); err != nil {
				return exit.Work(err)
			}
		} else if _, err := fmt.Fprintln(c.Out, redact.Line(change.Path)); err != nil {
			return exit.Work(err)
		}
	}
	return nil
}

// printCount prints how many comments were written or removed.
func (w *writing) printCount(c *console.Console, n int, done string, result *batch.Result) {
	if w.diff || w.dryRun {
		done = "to be " + done
	}
	c.Note(fmt.Sprintf("%s %s in %s", finding.Count(n, "setter comment"), done, finding.Count(len(result.Changes), "file")))
}

// isPolicy reports whether a text is an image policy as setter comments name it: flux-system:shop.
func isPolicy(text string) bool {
	namespace, name, found := strings.Cut(text, ":")
	return found && namespace != "" && name != "" && !strings.Contains(name, ":")
}
