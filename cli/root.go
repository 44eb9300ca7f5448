package cli

import (
	"io"
	"os"

	"github.com/amerintlxperts/ecrcache/fn"
	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// The exit codes.
const (
	exitDone   = 0 // the work was done
	exitFailed = 1 // refused or failed
	exitUsage  = 2 // the command line makes no sense
)

// Main runs the command line and returns the exit code. Without arguments, and
// with anything but a terminal on stdin, the program is the KRM function.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if len(args) == 0 && !isTerminal(stdin) {
		return fn.Run(stdin, stdout, stderr)
	}
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	if err := root.Execute(); err != nil {
		return exitUsage
	}
	return exitDone
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "ecrcache",
		Short: "Pull every image of a cluster through Amazon ECR's pull-through cache",
		Long: `Pull every image of a cluster through Amazon ECR's pull-through cache.

Without arguments, ecrcache is a KRM function for kustomize and kpt: it reads a
ResourceList on standard input, whose functionConfig is a PullThroughCache (or a
ConfigMap with accountID and region), and writes it with its images rewritten.`,
		Args:         cobra.NoArgs,
		SilenceUsage: true,
		RunE:         func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.AddCommand(newVersion())
	return root
}

// isTerminal reports whether r is a terminal, from which no ResourceList comes.
func isTerminal(r io.Reader) bool {
	f, ok := r.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
