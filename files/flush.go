package files

import (
	"errors"
	"sync"
	"sync/atomic"
)

// mostOpen is how many new files are open at once, where a process may have so many.
const mostOpen = 1024

// atOnce is how many files are flushed at once, one by one: they wait for the disk, which
// takes many in the time of one.
const atOnce = 16

// flush waits until files are on the disk, and closes them. The error is that of the
// first file that has one.
func flush(temps []Temp) (bad int, err error) {
	errs, done := flushTogether(temps)
	if !done {
		errs = flushEach(temps)
	}
	for i, temp := range temps {
		errs[i] = errors.Join(errs[i], temp.Close())
	}
	for i, err := range errs {
		if err != nil {
			return i, err
		}
	}
	return 0, nil
}

// flushEach flushes files one by one, some at once.
func flushEach(temps []Temp) []error {
	beginFlush(temps)
	errs := make([]error, len(temps))
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(atOnce, len(temps)) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(temps); i = int(next.Add(1)) - 1 {
				errs[i] = temps[i].Sync()
			}
		})
	}
	group.Wait()
	return errs
}

// closeAll gives up files that nobody will want.
func closeAll(temps []Temp) {
	for _, t := range temps {
		_ = t.Close()
	}
}
