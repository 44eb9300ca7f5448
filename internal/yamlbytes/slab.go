package yamlbytes

// A slab hands out memory for values of one type, and takes all of it back at once.
// A reader of many small documents would otherwise leave most of its time to the
// garbage collector.
type slab[T any] struct {
	chunks [][]T
	chunk  int // in work
	used   int // of it
}

// smallest and largest are the sizes of chunks, which double from one to the next.
const (
	smallestChunk = 64
	largestChunk  = 1024
)

// take returns n zero values, one behind the other.
func (s *slab[T]) take(n int) []T {
	for s.chunk < len(s.chunks) {
		if c := s.chunks[s.chunk]; s.used+n <= len(c) {
			part := c[s.used : s.used+n : s.used+n]
			s.used += n
			clear(part)
			return part
		}
		s.chunk++
		s.used = 0
	}
	size := min(smallestChunk<<len(s.chunks), largestChunk)
	s.chunks = append(s.chunks, make([]T, max(size, n)))
	s.used = n
	return s.chunks[s.chunk][:n:n]
}

// reset takes back all that was handed out.
func (s *slab[T]) reset() { s.chunk, s.used = 0, 0 }
