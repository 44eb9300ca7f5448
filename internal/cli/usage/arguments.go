package usage

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/spelling"
	"github.com/spf13/cobra"
)

// VerbsOnly refuses any argument of a command that only has verbs, such as ecrcache or setters:
// an argument that reaches it is none. It is a cobra.PositionalArgs.
func VerbsOnly(parent *cobra.Command, args []string) error {
	if len(args) > 0 {
		return unknownVerb(parent, args[0])
	}
	return nil
}

// elsewhere maps words that users may take for verbs to the command that does the work.
var elsewhere = map[string]string{
	"restore": "rewrite --restore",
	"diff":    "rewrite --diff",
	"dry-run": "rewrite --dry-run",
	"scan":    "images",
	"list":    "images",
	"lint":    "check",
}

// unknownVerb returns the error for a word where a verb is expected: with the nearest verb, or
// with what to write before a path.
func unknownVerb(parent *cobra.Command, word string) error {
	err := fmt.Errorf("%q is not a command", word)
	var verbs []string
	for _, verb := range parent.Commands() {
		if verb.IsAvailableCommand() {
			verbs = append(verbs, verb.Name())
		}
	}
	known := slices.Clone(verbs)
	if !parent.HasParent() {
		known = append(known, slices.Sorted(maps.Keys(elsewhere))...)
	}
	nearest := spelling.Nearest(word, known)
	if verb, is := elsewhere[nearest]; is {
		nearest = verb
	}
	switch _, stat := os.Lstat(word); {
	case nearest != "":
		err = fmt.Errorf("%w; did you mean %s?", err, nearest)
	case stat == nil && !parent.HasParent():
		err = fmt.Errorf("%w; to see what would change in it: %s rewrite --diff %s", err, parent.CommandPath(), word)
	default:
		err = fmt.Errorf("%w; accepted: %s", err, strings.Join(verbs, ", "))
	}
	return exit.Usage(parent, err)
}

// WordsOf accepts as arguments of a verb any of the known words, and refuses others with the
// nearest one. what is their noun in the error, such as part; instead ends the error with what
// takes other arguments, such as the flag that names files.
func WordsOf(what string, known []string, instead string) cobra.PositionalArgs {
	return func(verb *cobra.Command, args []string) error {
		for _, word := range args {
			if slices.Contains(known, word) {
				continue
			}
			err := fmt.Errorf("%s: %q is not a %s", verb.Name(), word, what)
			if nearest := spelling.Nearest(word, known); nearest != "" {
				return exit.Usage(verb, fmt.Errorf("%w; did you mean %s?", err, nearest))
			}
			return exit.Usage(verb, fmt.Errorf("%w; accepted: %s; %s", err, strings.Join(known, ", "), instead))
		}
		return nil
	}
}

// NoArguments refuses any argument of a verb. instead ends the error with what to give, such as
// the flag that names files; it may be empty.
func NoArguments(instead string) cobra.PositionalArgs {
	return func(verb *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		err := fmt.Errorf("%s takes no arguments, found %q", verb.Name(), args[0])
		if instead != "" {
			err = fmt.Errorf("%w; %s", err, instead)
		}
		return exit.Usage(verb, err)
	}
}
