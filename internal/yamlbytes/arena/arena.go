// Package arena hands out memory for many small values of one type, and takes all of it
// back at once. The Reader of package yamlbytes takes the nodes of its trees from it: it would
// otherwise spend most of its time on the garbage collector.
package arena

// An Arena hands out values of the type T. The zero value is ready to use.
type Arena[T any] struct {
	chunks [][]T
	chunk  int // the one in use
	used   int // how many of its values are handed out
}

// The sizes of chunks, in values. They double from one to the next, so that a reader of one small
// document needs little.
const (
	smallestChunk = 64
	largestChunk  = 1024
)

// Take returns n zero values in one slice. An append to it copies it, as its capacity is n.
func (a *Arena[T]) Take(n int) []T {
	for a.chunk < len(a.chunks) {
		if c := a.chunks[a.chunk]; a.used+n <= len(c) {
			part := c[a.used : a.used+n : a.used+n]
			a.used += n
			clear(part)
			return part
		}
		a.chunk++
		a.used = 0
	}
	size := min(smallestChunk<<len(a.chunks), largestChunk)
	a.chunks = append(a.chunks, make([]T, max(size, n)))
	a.used = n
	return a.chunks[a.chunk][:n:n]
}

// Reset takes back all that was handed out: nobody may use it any more.
func (a *Arena[T]) Reset() { a.chunk, a.used = 0, 0 }
