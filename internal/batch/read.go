package batch

import (
	"context"
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/amerintlxperts/ecrcache/internal/files"
)

// ReadFiles reads the files that paths lead to. Of those whose text does not matter it
// only counts the documents; without matters all are kept. The progress, if there is
// one, is called with how many files are read, once it is known of how many.
func ReadFiles(ctx context.Context, paths []string, matters func(text []byte) bool, progress func(read, of int)) (*Batch, error) {
	if matters == nil {
		matters = func([]byte) bool { return true }
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	r := &reading{ctx: ctx, matters: matters, progress: progress, waiting: make(chan *part, atOnce)}
	r.needed.Store(math.MaxInt64)
	return r.read(paths)
}

// atOnce is how far the walk may be ahead of the reading, in groups of files.
const atOnce = 1024

// A reading is the reading of all files that a walk finds, beside the walk.
type reading struct {
	ctx     context.Context
	matters func(text []byte) bool

	parts   []*part // in order
	waiting chan *part
	needed  atomic.Int64 // nobody needs the files behind so many

	telling   sync.Mutex
	progress  func(read, of int)
	done, all int // files
}

// read reads with as many goroutines as there are processors.
func (r *reading) read(paths []string) (*Batch, error) {
	var readers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		readers.Go(r.some)
	}
	listing, err := files.List(r.ctx, paths, r.add)
	if err != nil {
		r.needed.Store(0)
	} else {
		r.tell(0, listing.Files)
	}
	close(r.waiting)
	readers.Wait()
	if err != nil {
		return nil, err
	}
	return r.together(listing)
}

// add adds a group to what is to be read.
func (r *reading) add(g *files.Group) {
	p := &part{group: g}
	r.parts = append(r.parts, p)
	r.waiting <- p
}

// some reads parts until none is left. After an interrupt, and behind a failure, it only
// takes them away.
func (r *reading) some() {
	reader := &files.Reader{}
	for p := range r.waiting {
		if int64(p.group.First) >= r.needed.Load() || r.ctx.Err() != nil {
			continue
		}
		for i := range p.group.Len() {
			if r.one(reader, i, p); p.err != nil {
				r.fail(p.group.First + i)
				break
			}
		}
		p.read = true
		r.tell(p.group.Len(), 0)
	}
}

// fail notes how many files stand before one that cannot be read.
func (r *reading) fail(before int) {
	for {
		at := r.needed.Load()
		if at <= int64(before) || r.needed.CompareAndSwap(at, int64(before)) {
			return
		}
	}
}

// tell counts what is read, and what there is.
func (r *reading) tell(read, all int) {
	r.telling.Lock()
	defer r.telling.Unlock()
	r.done, r.all = r.done+read, r.all+all
	if 0 < r.done && r.done < r.all {
		r.progress(r.done, r.all)
	}
}
