package cli

import (
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/spf13/cobra"
)

// onlyPrints says for verbs when what they print is all that a run is for. Others change files or
// ask AWS, or their exit code is the answer.
var onlyPrints = map[string]func(cmd *cobra.Command, args []string) bool{
	"config":   always,
	"generate": func(cmd *cobra.Command, _ []string) bool { return !cmd.Flags().Changed("out") },
	"images":   always,
	"init":     func(cmd *cobra.Command, _ []string) bool { return cmd.Flags().Lookup("file").Value.String() == "-" },
	"list":     always,
	"releases": always,
	"rewrite":  func(_ *cobra.Command, paths []string) bool { return input.IsStream(paths) },
}

func always(*cobra.Command, []string) bool { return true }

// previews are the flags by which any verb prints what it would do or need.
var previews = [...]string{"diff", "dry-run", "print-policy"}

// isForPrinting reports whether what a command line prints is all that it is for.
func isForPrinting(cmd *cobra.Command, args []string) bool {
	for _, name := range previews {
		if given, err := cmd.Flags().GetBool(name); err == nil && given {
			return true
		}
	}
	is := onlyPrints[cmd.Name()]
	return is != nil && is(cmd, args)
}
