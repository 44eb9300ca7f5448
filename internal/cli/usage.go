package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/spelling"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A misuse is a command line that the help of a verb would have prevented.
type misuse struct {
	error
	verb *cobra.Command
}

// hint says which help.
func (m misuse) hint() string {
	if m.verb.HasParent() {
		return "run '" + m.verb.CommandPath() + " --help' for what it takes"
	}
	return "run '" + m.verb.CommandPath() + " help' for what there is"
}

// flagError tells of a flag that cannot be read, and which one may have been meant.
func flagError(verb *cobra.Command, err error) error {
	unknown := &pflag.NotExistError{}
	if !errors.As(err, &unknown) {
		return misuse{err, verb}
	}
	var known []string
	verb.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
	if meant := spelling.Nearest(unknown.GetSpecifiedName(), known); meant != "" {
		err = fmt.Errorf("%w; did you mean --%s?", err, meant)
	}
	return misuse{err, verb}
}

// unknownVerb tells of a word where a verb is expected: which verb may have been
// meant, or what to write before a path.
func unknownVerb(parent *cobra.Command, word string) error {
	err := fmt.Errorf("%q is no verb", word)
	var known []string
	for _, verb := range parent.Commands() {
		if verb.IsAvailableCommand() {
			known = append(known, verb.Name())
		}
	}
	meant := spelling.Nearest(word, known)
	switch _, stat := os.Lstat(word); {
	case meant != "":
		err = fmt.Errorf("%w; did you mean %s?", err, meant)
	case stat == nil && !parent.HasParent():
		err = fmt.Errorf("%w; to see what would change in it: %s rewrite --diff %s", err, parent.CommandPath(), word)
	default:
		err = fmt.Errorf("%w; accepted: %s", err, strings.Join(known, ", "))
	}
	return misuse{err, parent}
}

// verbsOnly is for commands that do nothing but hold verbs.
func verbsOnly(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return unknownVerb(cmd, args[0])
	}
	return nil
}

// noArguments refuses arguments, and says what to do instead.
func noArguments(instead string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		err := fmt.Errorf("%s takes no arguments, found %q", cmd.Name(), args[0])
		if instead != "" {
			err = fmt.Errorf("%w; %s", err, instead)
		}
		return misuse{err, cmd}
	}
}

// newHelp is cobra's own verb help, but an unknown verb is an error.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [verb]",
		Short: "Help about any verb",
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

// addCompletion adds cobra's own verb completion, but without a shell it says which
// there are.
func addCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, verb := range root.Commands() {
		if verb.Name() == "completion" {
			verb.Short = "Print a script by which a shell completes the command line"
			verb.Args = cobra.ArbitraryArgs
			verb.RunE = func(cmd *cobra.Command, args []string) error {
				return misuse{fmt.Errorf("name a shell: bash, fish, powershell, zsh; found %q", args), cmd}
			}
		}
	}
}
