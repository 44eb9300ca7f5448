package files

import (
	"bytes"
	"fmt"
	"io"
	"os"
)

// A Spool keeps what is written until it is known whether it is wanted: in memory, and
// beyond that in a temporary file that nobody else can open by name where the system
// allows it.
type Spool struct {
	memory bytes.Buffer
	file   *os.File
	named  bool // the file has to be removed by its name
}

// mostInMemory is how much a Spool keeps in memory.
const mostInMemory = 1 << 20

// Write keeps more. The error names the directory of temporary files.
func (s *Spool) Write(p []byte) (int, error) {
	if s.file == nil && s.memory.Len()+len(p) <= mostInMemory {
		return s.memory.Write(p)
	}
	if err := s.open(); err != nil {
		return 0, err
	}
	n, err := s.file.Write(p)
	if err != nil {
		return n, fmt.Errorf("keeping the output in %s until it is complete: %w", os.TempDir(), err)
	}
	return n, nil
}

// open goes over to a file.
func (s *Spool) open() error {
	if s.file != nil {
		return nil
	}
	file, err := os.CreateTemp("", "ecrcache-*")
	if err != nil {
		return fmt.Errorf("keeping the output until it is complete: %w; TMPDIR says where", err)
	}
	s.file = file
	s.named = os.Remove(file.Name()) != nil
	if _, err := s.memory.WriteTo(s.file); err != nil {
		return fmt.Errorf("keeping the output in %s until it is complete: %w", os.TempDir(), err)
	}
	s.memory = bytes.Buffer{}
	return nil
}

// CopyTo writes all that was kept.
func (s *Spool) CopyTo(w io.Writer) error {
	if s.file == nil {
		_, err := w.Write(s.memory.Bytes())
		return err
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	// Without the methods that let a copy choose its own, smaller buffer.
	_, err := io.CopyBuffer(struct{ io.Writer }{w}, struct{ io.Reader }{s.file}, make([]byte, 256<<10))
	return err
}

// Close gives up what was kept.
func (s *Spool) Close() error {
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if s.named {
		err = os.Remove(s.file.Name())
	}
	return err
}
