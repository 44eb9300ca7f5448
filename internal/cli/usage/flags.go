package usage

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/spelling"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// FlagError returns the error for a flag of a verb that cannot be read: of an unknown flag with
// the nearest one that the verb has. It is a cobra.Command's FlagErrorFunc.
func FlagError(verb *cobra.Command, err error) error {
	unknown := &pflag.NotExistError{}
	if !errors.As(err, &unknown) {
		return exit.Usage(verb, err)
	}
	var known []string
	verb.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
	if nearest := spelling.Nearest(unknown.GetSpecifiedName(), known); nearest != "" {
		err = fmt.Errorf("%w; did you mean --%s?", err, nearest)
	}
	return exit.Usage(verb, err)
}

// OneOf returns an error unless the value of a flag, such as --output, is one of those accepted.
func OneOf(flag, value string, accepted ...string) error {
	if slices.Contains(accepted, value) {
		return nil
	}
	return fmt.Errorf("%s: found %q; accepted: %s", flag, value, strings.Join(accepted, ", "))
}

// Complete lets shells complete the value of a verb's flag. It panics when the verb has no
// such flag.
func Complete(verb *cobra.Command, flag string, accepted ...string) {
	words := cobra.FixedCompletions(accepted, cobra.ShellCompDirectiveNoFileComp)
	if err := verb.RegisterFlagCompletionFunc(flag, words); err != nil {
		panic(err)
	}
}
