package setters

import (
	"bytes"
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/messages"
	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/spf13/cobra"
)

func newList(c *console.Console) *cobra.Command {
	var form string
	var policies []string
	cmd := &cobra.Command{
		Use:   "list [PATH…]",
		Short: "List setter comments: where, of which policy, after which value",
		Long: `List setter comments: the file and line, the image policy, what Flux writes
there (the whole reference, name, tag or digest), and the value that stands
there now. No configuration is read.`,
		Example: `  ecrcache setters list .
  ecrcache setters list -o json --policy flux-system:shop deploy/`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			if err := usage.OneOf("--output", form, "text", "json"); err != nil {
				return err
			}
			if err := checkPolicies(policies); err != nil {
				return err
			}
			return list(c, cmd, form, policies, paths)
		},
	}
	usage.ListVar(cmd.Flags(), &policies, "policy", nil, "only the comments of this image policy, NAMESPACE:NAME; may be repeated")
	cmd.Flags().StringVarP(&form, "output", "o", "text", "the form: text, json")
	usage.Complete(cmd, "output", "text", "json")
	return cmd
}

// A listed is a setter comment in the output json.
type listed struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Field  string `json:"field"`
	Policy string `json:"policy"`
	Part   string `json:"part"`
	Value  string `json:"value"`
}

func list(c *console.Console, cmd *cobra.Command, form string, policies, paths []string) error {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	b, err := input.ReadFiles(c, cmd, paths, mayHold)
	if err != nil {
		return err
	}
	found, _, err := b.Setters(func(*rewrite.Setter) bool { return false })
	if err != nil {
		return exit.Work(err)
	}
	all := []listed{}
	for _, s := range found {
		if isWanted(policies, s.Policy) {
			part := s.Part
			if part == "" {
				part = "reference"
			}
			all = append(all, listed{s.File, s.Line, s.Field, s.Policy, part, s.Value})
		}
	}
	messages.Skipped(c, b.Skipped)
	if form == "json" {
		return exit.Work(report.WriteJSON(c.Out, all))
	}
	for i := range all {
		s := &all[i]
		if err := c.Print(redact.Line(fmt.Sprintf("%s:%d: %s: %s of %s: %s", s.File, s.Line, s.Field, s.Part, s.Policy, s.Value))); err != nil {
			return exit.Work(err)
		}
	}
	return nil
}

// mayHold reports whether a text may hold a setter comment.
func mayHold(text []byte) bool { return bytes.Contains(text, []byte("$imagepolicy")) }
