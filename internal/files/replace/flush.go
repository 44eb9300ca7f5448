package replace

import (
	"errors"
	"sync"
	"sync/atomic"
)

// mostOpen is how many new files are open at once, to be flushed together; fewer where a process
// may not have so many.
const mostOpen = 1024

// atOnce is how many files are flushed at the same time: for a disk, many flushes take about as
// long as one.
const atOnce = 16

// opened are new files that are written and not flushed yet, for consecutive replacements.
type opened struct {
	first int
	temps []Temp
}

// flush waits until the files are on the disk, and closes them. The error is that of the
// first file that has one, with the index of its replacement.
func (o *opened) flush() (i int, err error) {
	errs := flushEach(o.temps)
	for i, temp := range o.temps {
		errs[i] = errors.Join(errs[i], temp.Close())
	}
	for i, err := range errs {
		if err != nil {
			return o.first + i, err
		}
	}
	o.first, o.temps = o.first+len(o.temps), o.temps[:0]
	return 0, nil
}

// giveUp closes the files without flushing them.
func (o *opened) giveUp() {
	for _, temp := range o.temps {
		_ = temp.Close()
	}
}

// flushEach flushes every file, several at the same time.
func flushEach(temps []Temp) []error {
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
