// Package cli is the command line of cmd/ecrcache and cmd/ecrcache-aws: one file a verb, thin
// over the packages that do the work. What verbs share is below it: [exit] and [process] for
// how the program ends, [usage] for flags and arguments, [input] for the configuration and
// the manifests, [output], [messages], [report] and [console] for what comes out.
package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/amerintlxperts/ecrcache/fn"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/process"
	"github.com/amerintlxperts/ecrcache/internal/cli/releases"
	"github.com/amerintlxperts/ecrcache/internal/cli/setters"
	"github.com/amerintlxperts/ecrcache/internal/cli/usage"
	"github.com/spf13/cobra"
)

// Main runs the command line and returns the exit code. Without arguments, and
// with anything but a terminal on stdin, ecrcache is the KRM function; ecrcache-aws,
// whose build has AWS, never is.
func Main(build Build, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if err := process.CheckFileLimit(); err != nil {
		fmt.Fprintf(stderr, "ecrcache: error: %v\n", err)
		return exit.CodeFailed
	}
	if len(args) == 0 && !console.IsTerminal(stdin) && build.AWS == nil {
		if err := process.CheckStdout(stdout); err != nil {
			fmt.Fprintf(stderr, "ecrcache: error: %v\n", err)
			return exit.CodeFailed
		}
		return fn.Run(stdin, stdout, stderr)
	}
	ctx, stop := process.NotifyContext()
	defer stop()
	defer process.ExitAfterInterrupt(ctx)()
	c := console.New(stdout, stderr)
	root := newRoot(c, build)
	root.SetArgs(args)
	root.SetIn(stdin)
	helpErr := usage.RefuseHelpOfUnknown(root)
	out := process.NewStdout(stdout)
	root.SetOut(out)
	root.SetErr(stderr)
	return exit.Code(c, process.WithGrace(ctx, func() error {
		err := root.ExecuteContext(ctx)
		if err == nil {
			err = helpErr()
		}
		return out.Err(err)
	}))
}

func newRoot(c *console.Console, build Build) *cobra.Command {
	root := &cobra.Command{
		Use:   "ecrcache",
		Short: "Pull every image of a cluster through Amazon ECR's pull-through cache",
		Long: `Pull every image of a cluster through Amazon ECR's pull-through cache.

To begin, write a configuration with init; rewrite --diff . shows what would
change, and kustomize build . | ecrcache rewrite changes a stream.

Without arguments, ecrcache is a KRM function for kustomize and kpt: it reads a
ResourceList on standard input, whose functionConfig is a PullThroughCache (or
a ConfigMap with accountID and region), and writes it with its images
rewritten.

Exit codes: 0 the work was done; 1 refused or failed, or a check found
something; 2 wrong use of the command line.`,
		SilenceUsage:  true,
		SilenceErrors: true,
		PersistentPreRunE: func(cmd *cobra.Command, args []string) error {
			if err := checkColor(c.Color); err != nil || !isForPrinting(cmd, args) {
				return err
			}
			return process.CheckStdout(c.Out)
		},
		Args:        usage.VerbsOnly,
		RunE:        runRoot,
		Annotations: map[string]string{},
		Version:     build.line(debug.ReadBuildInfo()),
	}
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), ".FlagUsages", ".FlagUsagesWrapped 79"))
	root.SetVersionTemplate("{{.Version}}\n")
	if build.AWS != nil { // ecrcache-aws: it is no KRM function, so stdin does not matter
		root.RunE = func(verb *cobra.Command, _ []string) error { return verb.Help() }
	}
	flags := root.PersistentFlags()
	flags.BoolVarP(&c.Quiet, "quiet", "q", false, "say nothing but errors on standard error")
	flags.BoolVarP(&c.Verbose, "verbose", "v", false, "also say what was done, and which configuration is used")
	flags.StringVar(&c.Color, "color", "auto", "colour the output: auto (on a terminal, unless NO_COLOR is set), always, never")
	usage.Complete(root, "color", colors[:]...)
	root.SetFlagErrorFunc(usage.FlagError)
	root.SetHelpCommand(usage.NewHelp())
	root.AddCommand(newRewrite(c), newCheck(c), newImages(c), newExplain(c), newGenerate(c), newDoctor(c, build.AWS), newWarm(c, build.AWS), newStatus(c, build.AWS), newVerify(c), newConfig(c), newInit(c), setters.New(c), releases.New(c), newVersion(build))
	usage.AddCompletion(root)
	if isPlugin(os.Args[0]) {
		usage.CallBy(root, "kubectl ecrcache")
	}
	return root
}

// errNoVerb is for flags without a verb in a pipe, where the KRM function was perhaps meant, which
// takes no flags. The help is no answer: the next program would read it as a ResourceList.
var errNoVerb = errors.New("a command is missing; without any argument, standard input is a ResourceList")

// runRoot runs a command line without a verb.
func runRoot(cmd *cobra.Command, _ []string) error {
	if !console.IsTerminal(cmd.InOrStdin()) {
		return errNoVerb
	}
	return cmd.Help()
}

// isPlugin reports whether the program was started as a plugin of kubectl
// (https://kubernetes.io/docs/tasks/extend-kubectl/kubectl-plugins/).
func isPlugin(program string) bool {
	name := filepath.Base(program)
	return strings.TrimSuffix(name, filepath.Ext(name)) == "kubectl-ecrcache"
}

// colors are the values of --color.
var colors = [...]string{"auto", "always", "never"}

func checkColor(when string) error { return usage.OneOf("--color", when, colors[:]...) }
