//go:build !unix

package handover

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
)

// run starts the program and waits for it. Ctrl-C reaches every process of a console, so this one
// ignores it: the program ends, and with it this process.
func run(path string, args []string) (int, error) {
	signal.Ignore(os.Interrupt)
	defer signal.Reset(os.Interrupt)
	cmd := exec.Command(path, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode(), nil
	}
	return 0, err
}
