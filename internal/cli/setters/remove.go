package setters

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/messages"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/spf13/cobra"
)

func newRemove(c *console.Console) *cobra.Command {
	var w writing
	var policies []string
	cmd := &cobra.Command{
		Use:   "remove PATH…",
		Short: "Remove setter comments",
		Long: `Remove setter comments, with the blanks before them: all of them, or those of
one image policy. No configuration is read, so those that somebody wrote by hand
go as well.`,
		Example: `  ecrcache setters remove --diff deploy/
  ecrcache setters remove --policy flux-system:shop deploy/`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			if err := w.check(paths); err != nil {
				return err
			}
			if err := checkPolicies(policies); err != nil {
				return err
			}
			return remove(c, cmd, &w, policies, paths)
		},
	}
	usage.ListVar(cmd.Flags(), &policies, "policy", nil, "only the comments of this image policy, NAMESPACE:NAME; may be repeated")
	w.addTo(cmd)
	return cmd
}

func remove(c *console.Console, cmd *cobra.Command, w *writing, policies, paths []string) error {
	b, err := input.ReadFiles(c, cmd, paths, mayHold)
	if err != nil {
		return err
	}
	removed := 0
	_, result, err := b.Setters(func(s *rewrite.Setter) bool {
		if !isWanted(policies, s.Policy) {
			return false
		}
		removed++
		return true
	})
	if err != nil {
		return exit.Work(err)
	}
	err = w.finish(cmd.Context(), c, b, result)
	messages.Skipped(c, b.Skipped)
	if err != nil {
		return err
	}
	w.printCount(c, removed, "removed", result)
	return nil
}

// checkPolicies refuses a --policy that is not NAMESPACE:NAME.
func checkPolicies(policies []string) error {
	for _, p := range policies {
		if !isPolicy(p) {
			return fmt.Errorf("--policy %s: accepted: a namespace and a name, such as flux-system:shop", p)
		}
	}
	return nil
}

// isWanted reports whether a policy is among those of --policy; without the flag all are.
func isWanted(policies []string, policy string) bool {
	for _, p := range policies {
		if p == policy {
			return true
		}
	}
	return len(policies) == 0
}
