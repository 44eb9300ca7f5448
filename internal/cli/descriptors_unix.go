//go:build unix

package cli

import (
	"fmt"
	"syscall"
)

// fewestFiles is how many files the program has open at least: with fewer, Go's runtime
// ends it with a stack trace.
const fewestFiles = 16

// enoughFiles refuses to run where the process may open too few files.
func enoughFiles() error {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err == nil && limit.Cur < fewestFiles {
		return fmt.Errorf("this process may have %d files open; at least %d are needed: ulimit -n %d", limit.Cur, fewestFiles, fewestFiles)
	}
	return nil
}
