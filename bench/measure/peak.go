package measure

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
)

// peak is the most memory of a process and of those it waited for. Linux counts in
// KiB, Darwin in bytes.
func peak(usage *syscall.Rusage) int64 {
	if runtime.GOOS == "darwin" {
		return usage.Maxrss
	}
	return usage.Maxrss * 1024
}

// Floor is below what no peak can be seen: on Linux a process begins with the peak
// of the one that started it, which is this one. So this one must stay small.
func Floor() (int64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		var kib int64
		if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kib); err == nil {
			return kib * 1024, nil
		}
	}
	return 0, fmt.Errorf("/proc/self/status has no VmHWM")
}
