package exit_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/spf13/cobra"
)

// TestCode: the exit code and the lines of an error. A shell tells by 1 that something was
// refused or found, by 2 that the command line must be mended.
func TestCode(t *testing.T) {
	root := &cobra.Command{Use: "ecrcache"}
	verb := &cobra.Command{Use: "check"}
	root.AddCommand(verb)
	wrong := errors.New("unknown flag: --alll\n\nDid you mean --all?")
	two := finding.List{{Message: "one"}, {Message: "two"}}
	for _, test := range []struct {
		name string
		err  error
		code int
		want string
	}{
		{"nothing", exit.Work(nil), 0, ""},
		{"the work", exit.Work(errors.New("a.yaml: refused\nb.yaml: refused")), 1, "ecrcache: error: a.yaml: refused\necrcache: error: b.yaml: refused\n"},
		{"problems of one file", exit.Work(fmt.Errorf("ecrcache.yaml: %w", two)), 1, "ecrcache: error: ecrcache.yaml: one\necrcache: error: ecrcache.yaml: two\n"},
		{"what is printed already", exit.Work(exit.ErrReported), 1, ""},
		{"the command line", wrong, 2, "ecrcache: error: unknown flag: --alll Did you mean --all?\n"},
		{"a verb", exit.Usage(verb, errors.New("wrong")), 2, "ecrcache: error: wrong\necrcache: run 'ecrcache check --help' for its flags and arguments\n"},
		{"no command", exit.Usage(root, errors.New("wrong")), 2, "ecrcache: error: wrong\necrcache: run 'ecrcache help' for the list of commands\n"},
	} {
		var out bytes.Buffer
		if code := exit.Code(console.New(io.Discard, &out), test.err); code != test.code || out.String() != test.want {
			t.Errorf("%s: exit code %d, want %d, with\n%swant\n%s", test.name, code, test.code, &out, test.want)
		}
	}
}

// TestCodeLost: a run whose messages nobody could see has not done its work.
func TestCodeLost(t *testing.T) {
	for quiet, want := range map[bool]int{false: exit.CodeFailed, true: exit.CodeDone} {
		c := console.New(io.Discard, fullDisk{})
		c.Quiet = quiet
		c.Warning("an image goes past the cache")
		if code := exit.Code(c, nil); code != want {
			t.Errorf("quiet %t: exit code %d, want %d", quiet, code, want)
		}
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }
