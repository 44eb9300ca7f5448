package files

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// beginFlush lets the disk begin with files, so that who waits for them waits less. What
// fails here fails in the waiting, too.
func beginFlush(temps []Temp) {
	for _, temp := range temps {
		if fd, ok := descriptor(temp); ok && len(temps) > 1 {
			_ = unix.SyncFileRange(fd, 0, 0, unix.SYNC_FILE_RANGE_WRITE)
		}
	}
}

// worthwhile is how many files are cheaper flushed together.
const worthwhile = 32

// flushTogether flushes whole file systems: thousands of files in the time of a few. It
// does not where others have written much, who would have to be waited for.
func flushTogether(temps []Temp) (errs []error, done bool) {
	if len(temps) < worthwhile || unwritten("/proc/meminfo") > mostUnwritten {
		return nil, false
	}
	return flushSystems(temps)
}

// flushSystems flushes the file systems of files, unless one may do less for all of its
// files than for one.
func flushSystems(temps []Temp) (errs []error, done bool) {
	systems := map[uint64]bool{}
	for _, temp := range temps {
		var stat unix.Stat_t
		fd, ok := descriptor(temp)
		if !ok || unix.Fstat(fd, &stat) != nil {
			return nil, false
		}
		if device := uint64(stat.Dev); !systems[device] {
			systems[device] = true
			if !isLocal(fd) || unix.Syncfs(fd) != nil {
				return nil, false
			}
		}
	}
	errs = make([]error, len(temps))
	for i, temp := range temps {
		fd, _ := descriptor(temp)
		errs[i] = written(fd)
	}
	return errs, true
}

// written tells what went wrong when a file was written to the disk, which is over: it
// waits for nothing.
func written(fd int) error {
	const wait = unix.SYNC_FILE_RANGE_WAIT_BEFORE | unix.SYNC_FILE_RANGE_WRITE | unix.SYNC_FILE_RANGE_WAIT_AFTER
	return unix.SyncFileRange(fd, 0, 0, wait)
}

// descriptor is the number of an open file, which one of a test may not have.
func descriptor(temp Temp) (fd int, ok bool) {
	file, ok := temp.(*os.File)
	if !ok {
		return 0, false
	}
	return int(file.Fd()), true
}

// mostUnwritten is how much a disk has to write in less time than many files take.
const mostUnwritten = 64 << 10 // KiB

// unwritten is how much all programs have written that is not on a disk yet, in KiB, as
// https://docs.kernel.org/filesystems/proc.html#meminfo has it; more than enough when
// that is not known.
func unwritten(meminfo string) int {
	file, err := os.Open(meminfo)
	if err != nil {
		return mostUnwritten + 1
	}
	defer file.Close()
	total, found := 0, 0
	for lines := bufio.NewScanner(io.LimitReader(file, 64<<10)); lines.Scan() && found < 2; {
		var kib int
		name, value, _ := strings.Cut(lines.Text(), ":")
		if name != "Dirty" && name != "Writeback" {
			continue
		}
		if _, err := fmt.Sscan(value, &kib); err == nil {
			total, found = total+kib, found+1
		}
	}
	if found < 2 {
		return mostUnwritten + 1
	}
	return total
}
