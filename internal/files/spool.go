package files

import (
	"fmt"
	"io"
	"os"
	"sync"
)

// A Spool keeps what is written to it until the caller knows whether to use it: first in memory,
// then in a temporary file, which has no name where the system allows that. Close may be called
// while another goroutine writes.
type Spool struct {
	mu     sync.Mutex
	closed bool
	chunks [][]byte // what is not in the file
	file   *os.File
	named  bool // the file has to be removed by its name
}

// A Spool keeps up to mostChunks chunks in memory, 4 MiB.
const (
	chunkSize  = 256 << 10
	mostChunks = 16
)

// Write keeps the bytes. The error names the directory of temporary files.
func (s *Spool) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return 0, os.ErrClosed
	}
	for rest := p; len(rest) > 0; {
		last, err := s.lastChunk()
		if err != nil {
			return len(p) - len(rest), err
		}
		n := min(len(rest), cap(*last)-len(*last))
		*last = append(*last, rest[:n]...)
		rest = rest[n:]
	}
	return len(p), nil
}

// lastChunk returns a chunk that is not full. Where the memory is used up, it writes all chunks to
// the file first.
func (s *Spool) lastChunk() (*[]byte, error) {
	n := len(s.chunks)
	if n > 0 && len(s.chunks[n-1]) < chunkSize {
		return &s.chunks[n-1], nil
	}
	if s.file == nil && n < mostChunks {
		s.chunks = append(s.chunks, make([]byte, 0, chunkSize))
		return &s.chunks[n], nil
	}
	if err := s.writeChunks(); err != nil {
		return nil, err
	}
	return &s.chunks[0], nil
}

// writeChunks writes the chunks to the file, and keeps the memory of one.
func (s *Spool) writeChunks() error {
	if s.file == nil {
		file, err := os.CreateTemp("", "ecrcache-*")
		if err != nil {
			return fmt.Errorf("keeping the output until it is complete: %w; TMPDIR says where", err)
		}
		s.file = file
		s.named = os.Remove(file.Name()) != nil
	}
	for _, chunk := range s.chunks {
		if _, err := s.file.Write(chunk); err != nil {
			return fmt.Errorf("keeping the output in %s until it is complete: %w", os.TempDir(), err)
		}
	}
	s.chunks = [][]byte{s.chunks[0][:0]}
	return nil
}

// CopyTo writes all kept bytes to w. Errors are those of w and of the temporary file.
func (s *Spool) CopyTo(w io.Writer) error {
	if s.file != nil {
		if _, err := s.file.Seek(0, io.SeekStart); err != nil {
			return err
		}
		// Without the methods that let a copy choose its own, smaller buffer.
		if _, err := io.CopyBuffer(struct{ io.Writer }{w}, struct{ io.Reader }{s.file}, make([]byte, chunkSize)); err != nil {
			return err
		}
	}
	for _, chunk := range s.chunks {
		if _, err := w.Write(chunk); err != nil {
			return err
		}
	}
	return nil
}

// Close drops the kept bytes and removes the temporary file. Later writes fail.
func (s *Spool) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || s.file == nil {
		s.closed = true
		return nil
	}
	s.closed = true
	err := s.file.Close()
	if s.named {
		err = os.Remove(s.file.Name())
	}
	return err
}
