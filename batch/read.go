package batch

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/amerintlxperts/ecrcache/files"
)

// ReadFiles reads the files that paths lead to. Of those whose text does not matter it
// only counts the documents; without matters all are kept. The progress is told how
// many files are read, once it is known of how many.
func ReadFiles(ctx context.Context, paths []string, matters func(text []byte) bool, progress func(read, of int)) (*Batch, error) {
	if matters == nil {
		matters = func([]byte) bool { return true }
	}
	r := &reading{ctx: ctx, matters: matters, progress: progress, waiting: make(chan *part, atOnce)}
	r.needed.Store(math.MaxInt64)
	return r.read(paths)
}

// atOnce is how far the walk may be ahead of the reading, in groups of files.
const atOnce = 1024

// For many groups, room is memory that nobody writes to, so that it is none of the
// machine's. The garbage collector looks at all that is in use each time it has doubled:
// with the room it does so when there is much, and not ten times before.
const (
	many = 16
	room = 16 << 20
)

// A reading is the reading of all files that a walk finds, beside the walk.
type reading struct {
	ctx     context.Context
	matters func(text []byte) bool

	parts   []*part // in order
	room    []byte
	waiting chan *part
	needed  atomic.Int64 // nobody needs the files behind so many

	telling   sync.Mutex
	progress  func(read, of int)
	done, all int // files
}

// A part is what came of a group of files.
type part struct {
	group   *files.Group
	read    bool
	inputs  []Input
	skipped []files.Skip
	large   []large
	plain   int
	err     error // of the first file that cannot be read; none behind it is
}

// A large file is one that the walk would have left out.
type large struct {
	found int // files before it
	skip  files.Skip
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
	if len(r.parts) == many {
		r.room = make([]byte, room)
	}
	p := &part{group: g}
	r.parts = append(r.parts, p)
	r.waiting <- p
}

// some reads parts until none is left. After an interrupt, and behind a failure, it only
// takes them away.
func (r *reading) some() {
	reader := &files.Reader{}
	defer reader.Close()
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

// one reads and splits one file.
func (r *reading) one(reader *files.Reader, i int, p *part) {
	var skip *files.Skip
	version, err := reader.Read(p.group, i, func(text []byte) bool { return r.matters(text) || !isOneDocument(text) })
	switch {
	case errors.As(err, &skip):
		p.large = append(p.large, large{p.group.First + i, *skip})
	case err != nil:
		p.err = err
	case version == nil:
		p.plain++
	default:
		items, _, err := split(version.Text)
		if err != nil {
			p.skipped = append(p.skipped, skipped(version.Path, version.Text, err))
			return
		}
		p.inputs = append(p.inputs, Input{Path: version.Path, Text: version.Text, version: version, items: items})
	}
}

// together is all that was read, in order, or the first error.
func (r *reading) together(listing *files.Listing) (*Batch, error) {
	b := &Batch{Passed: listing.Passed, Left: listing.Left, room: r.room}
	var bad []files.Skip
	for _, p := range r.parts {
		switch {
		case p.err != nil:
			return nil, p.err
		case !p.read:
			return nil, fmt.Errorf("%s: interrupted; no file was written", p.group.Path(0))
		}
		for _, l := range p.large {
			listing.Skip(l.found, l.skip)
		}
		b.Inputs, bad = append(b.Inputs, p.inputs...), append(bad, p.skipped...)
		b.plain += p.plain
	}
	b.Skipped = slices.Concat(listing.Skipped, bad)
	return b, nil
}
