//go:build unix

package process

import (
	"fmt"
	"syscall"
)

// minOpenFiles is how many files the program must be allowed to open: with fewer, Go's
// runtime ends it with a stack trace.
const minOpenFiles = 16

// CheckFileLimit returns an error when the process may open too few files to run.
func CheckFileLimit() error {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err == nil && limit.Cur < minOpenFiles {
		return fmt.Errorf("this process may have %d files open; at least %d are needed: ulimit -n %d", limit.Cur, minOpenFiles, minOpenFiles)
	}
	return nil
}
