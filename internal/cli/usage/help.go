package usage

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/spf13/cobra"
)

// NewHelp gives cobra's own verb help, for which an unknown verb is an error.
func NewHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [command]",
		Short: "Help about any command",
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, verb := range cmd.Root().Commands() {
				if len(args) == 0 && verb.IsAvailableCommand() {
					names = append(names, cobra.CompletionWithDesc(verb.Name(), verb.Short))
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			verb, rest, err := cmd.Root().Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return unknownVerb(verb, rest[0])
			}
			verb.InitDefaultHelpFlag()
			return verb.Help()
		},
	}
}

// RefuseHelpOfUnknown makes ecrcache WORD --help an error if WORD is no command, such as restore: cobra
// would print the help of the program, as if all were well, and its help function cannot return an
// error. So the caller gets it from the returned function, after the command line was executed.
func RefuseHelpOfUnknown(root *cobra.Command) func() error {
	var unknown error
	help := root.HelpFunc()
	root.SetHelpFunc(func(verb *cobra.Command, args []string) {
		if words := verb.Flags().Args(); !verb.HasParent() && len(words) > 0 {
			unknown = unknownVerb(verb, words[0])
			return
		}
		help(verb, args)
	})
	return func() error { return unknown }
}

// CallBy makes the help of all verbs name the program as its user calls it, such as kubectl ecrcache.
func CallBy(root *cobra.Command, name string) {
	root.Annotations[cobra.CommandDisplayNameAnnotation] = name
	var pairs []string
	for _, verb := range root.Commands() {
		pairs = append(pairs, root.Name()+" "+verb.Name(), name+" "+verb.Name())
	}
	calls := strings.NewReplacer(pairs...)
	for _, verb := range append(root.Commands(), root) {
		verb.Long, verb.Example = calls.Replace(verb.Long), calls.Replace(verb.Example)
	}
}

// AddCompletion adds cobra's own verb completion, which without a shell is an error that
// names the shells.
func AddCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, verb := range root.Commands() {
		if verb.Name() == "completion" {
			verb.Short = "Print a script by which a shell completes the command line"
			verb.Args = cobra.ArbitraryArgs
			verb.RunE = func(cmd *cobra.Command, args []string) error {
				return exit.Usage(cmd, fmt.Errorf("name a shell: bash, fish, powershell, zsh; found %q", args))
			}
		}
	}
}
