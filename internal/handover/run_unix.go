//go:build unix

package handover

import (
	"os"
	"syscall"
)

// run puts the program in the place of this process, so that signals and the exit code
// are its own. It returns only when that fails.
func run(path string, args []string) (int, error) {
	return 0, syscall.Exec(path, append([]string{path}, args...), os.Environ())
}
