package batch

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/amerintlxperts/ecrcache/files"
)

// ReadFiles reads the files that paths lead to. Of those whose text does not matter it
// only counts the documents; without matters all are kept. The progress is told the
// number of files read so far.
func ReadFiles(ctx context.Context, paths []string, matters func(text []byte) bool, progress func(read, of int)) (*Batch, error) {
	listing, err := files.List(ctx, paths)
	if err != nil {
		return nil, err
	}
	if matters == nil {
		matters = func([]byte) bool { return true }
	}
	r := &reading{listing: listing, matters: matters, parts: make([]part, (len(listing.Paths)+atOnce-1)/atOnce)}
	return r.read(ctx, progress)
}

// atOnce is how many files one goroutine reads before it looks for others, most of them
// from one directory.
const atOnce = 64

// A reading is the reading of all files of a listing.
type reading struct {
	listing *files.Listing
	matters func(text []byte) bool
	parts   []part
	next    atomic.Int64 // the part that is read next
}

// A part is what came of some files, one behind the other.
type part struct {
	inputs  []Input
	skipped []files.Skip
	large   []large
	plain   int
	err     error // of the first file that cannot be read; none behind it is
}

// A large file is left out of the listing, to which it belongs by its index.
type large struct {
	index int
	skip  files.Skip
}

// read reads with as many goroutines as there are processors, of which the caller's
// tells of the progress.
func (r *reading) read(ctx context.Context, progress func(read, of int)) (*Batch, error) {
	var others sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(r.parts)) - 1 {
		others.Go(func() { r.some(ctx, func(int, int) {}) })
	}
	r.some(ctx, progress)
	others.Wait()
	if at := int(r.next.Load()) * atOnce; ctx.Err() != nil && at < len(r.listing.Paths) {
		return nil, fmt.Errorf("%s: interrupted; no file was written", r.listing.Paths[at])
	}
	return r.together()
}

// some reads parts until none is left, or an interrupt.
func (r *reading) some(ctx context.Context, progress func(read, of int)) {
	reader := r.listing.NewReader()
	defer reader.Close()
	for ctx.Err() == nil {
		at := int(r.next.Add(1)) - 1
		if at >= len(r.parts) {
			return
		}
		from, to := at*atOnce, min((at+1)*atOnce, len(r.listing.Paths))
		progress(from, len(r.listing.Paths))
		for i := from; i < to && r.parts[at].err == nil; i++ {
			r.one(reader, i, &r.parts[at])
		}
		if r.parts[at].err != nil {
			r.next.Store(int64(len(r.parts))) // those before it are being read
		}
	}
}

// one reads and splits one file.
func (r *reading) one(reader *files.Reader, i int, p *part) {
	var skip *files.Skip
	version, err := reader.Read(i, func(text []byte) bool { return r.matters(text) || !isOneDocument(text) })
	switch {
	case errors.As(err, &skip):
		p.large = append(p.large, large{i, *skip})
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
func (r *reading) together() (*Batch, error) {
	b := &Batch{Passed: r.listing.Passed, Left: r.listing.Left}
	var bad []files.Skip
	for i := range r.parts {
		p := &r.parts[i]
		if p.err != nil {
			return nil, p.err
		}
		for _, l := range p.large {
			r.listing.Skip(l.index, l.skip)
		}
		b.Inputs, bad = append(b.Inputs, p.inputs...), append(bad, p.skipped...)
		b.plain += p.plain
	}
	b.Skipped = append(r.listing.Skipped, bad...)
	return b, nil
}
