package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/spf13/cobra"
)

// The exit codes.
const (
	exitDone   = 0 // the work was done
	exitFailed = 1 // refused or failed, or a check found something
	exitUsage  = 2 // the command line makes no sense
)

// errTold is a failure of which everything has been said.
var errTold = errors.New("told")

// A failure is an error of the work itself; any other error is one of the command
// line.
type failure struct{ error }

func (f failure) Unwrap() error { return f.error }

// failed marks an error as one of the work itself.
func failed(err error) error {
	if err == nil {
		return nil
	}
	return failure{err}
}

// exitCode tells an error, one line each problem, and gives the code for it.
func exitCode(c *console.Console, err error) int {
	c.Finish()
	if err == nil {
		return exitDone
	}
	var work failure
	isWork := errors.As(err, &work)
	if !errors.Is(err, errTold) {
		for _, line := range problems(err, isWork) {
			c.Error(line)
		}
		var m misuse
		if errors.As(err, &m) {
			c.Note(m.hint())
		}
	}
	if isWork {
		return exitFailed
	}
	return exitUsage
}

// problems are the lines of an error: one each problem, with what all of them are
// about before it.
func problems(err error, work bool) []string {
	var all finding.List
	switch {
	case !work: // cobra puts what may have been meant on lines of their own
		return []string{strings.Join(strings.Fields(err.Error()), " ")}
	case !errors.As(err, &all):
		return strings.Split(err.Error(), "\n")
	}
	about, _, _ := strings.Cut(err.Error(), all.Error())
	lines := make([]string, len(all))
	for i := range all {
		lines[i] = about + all[i].String()
	}
	return lines
}

// suggest lets shells complete a flag's value.
func suggest(cmd *cobra.Command, flag string, accepted ...string) {
	words := cobra.FixedCompletions(accepted, cobra.ShellCompDirectiveNoFileComp)
	if err := cmd.RegisterFlagCompletionFunc(flag, words); err != nil {
		panic(err) // the verb has no such flag
	}
}

// oneOf refuses a flag's value that is none of those accepted.
func oneOf(flag, value string, accepted ...string) error {
	if slices.Contains(accepted, value) {
		return nil
	}
	return fmt.Errorf("%s: found %q; accepted: %s", flag, value, strings.Join(accepted, ", "))
}
