package batch

import (
	"context"
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/amerintlxperts/ecrcache/internal/files"
)

// ReadFiles reads the given files, and the manifests below the given directories. matters reports
// whether the run needs a text: where it says no the file is only counted. A nil matters keeps all
// files. progress, which may be nil, is called with the number of files that were read and the number there
// are. Errors name the file: one that is missing or cannot be read, and an interrupt. What is
// not YAML is no error: it is in Skipped, with the reason.
func ReadFiles(ctx context.Context, paths []string, matters func(text []byte) bool, progress func(read, of int)) (*Batch, error) {
	if matters == nil {
		matters = func([]byte) bool { return true }
	}
	return ReadFilesBy(ctx, paths, func(string) func([]byte) bool { return matters }, progress)
}

// ReadFilesBy is ReadFiles where the directory of a file decides which of its texts matter.
// mattersIn is called from several goroutines, with the directory as it is to be named.
func ReadFilesBy(ctx context.Context, paths []string, mattersIn func(dir string) func(text []byte) bool, progress func(read, of int)) (*Batch, error) {
	if progress == nil {
		progress = func(int, int) {}
	}
	r := &reading{ctx: ctx, mattersIn: mattersIn, progress: progress, waiting: make(chan *part, maxWaiting)}
	r.firstFailure.Store(math.MaxInt64)
	return r.read(paths)
}

// maxWaiting is how many groups of files the walk may be ahead of the workers.
const maxWaiting = 1024

// A reading is one call of ReadFiles. One goroutine lists the files, and workers read them
// meanwhile.
type reading struct {
	ctx       context.Context
	mattersIn func(dir string) func(text []byte) bool

	parts   []*part // in order
	waiting chan *part
	// firstFailure is the position of the first file that cannot be read, as far as is known.
	// The call fails with the error of that file, so files after it need not be read.
	firstFailure atomic.Int64

	mu        sync.Mutex // of the following
	progress  func(read, of int)
	done, all int // files
}

// read reads with as many goroutines as there are processors.
func (r *reading) read(paths []string) (*Batch, error) {
	var readers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		readers.Go(r.worker)
	}
	listing, err := files.List(r.ctx, paths, r.add)
	if err != nil {
		r.firstFailure.Store(0)
	} else {
		r.report(0, listing.Files)
	}
	close(r.waiting)
	readers.Wait()
	if err != nil {
		return nil, err
	}
	return r.collect(listing)
}

// add hands a group of files to the workers.
func (r *reading) add(g *files.Group) {
	p := &part{group: g}
	r.parts = append(r.parts, p)
	r.waiting <- p
}

// worker reads parts until there are no more. After an interrupt, and after a failure, it
// drops them unread, so that the walk, which sends them, does not block.
func (r *reading) worker() {
	reader := &files.Reader{}
	for p := range r.waiting {
		if int64(p.group.First) >= r.firstFailure.Load() || r.ctx.Err() != nil {
			continue
		}
		for i := range p.group.Len() {
			if r.readFile(reader, i, p); p.err != nil {
				r.fail(p.group.First + i)
				break
			}
		}
		p.read = true
		r.report(p.group.Len(), 0)
	}
}

// fail notes the position of a file that cannot be read.
func (r *reading) fail(position int) {
	for {
		at := r.firstFailure.Load()
		if at <= int64(position) || r.firstFailure.CompareAndSwap(at, int64(position)) {
			return
		}
	}
}

// report adds to the numbers of files read and of files there are, and calls progress.
func (r *reading) report(read, all int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done, r.all = r.done+read, r.all+all
	if 0 < r.done && r.done < r.all {
		r.progress(r.done, r.all)
	}
}
