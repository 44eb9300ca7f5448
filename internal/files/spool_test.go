package files_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/files"
)

// TestSpool: what is written comes out, whether it fits into memory or not, and no
// file is left.
func TestSpool(t *testing.T) {
	for _, size := range []int{0, 1, 256 << 10, 256<<10 + 1, 4 << 20, 4<<20 + 1, 9 << 20} {
		dir := t.TempDir()
		t.Setenv("TMPDIR", dir)
		want := bytes.Repeat([]byte("0123456789abcde\n"), size/16+1)[:size]
		s := &files.Spool{}
		for rest := want; len(rest) > 0; {
			n := min(len(rest), 300_000)
			if _, err := s.Write(rest[:n]); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		var got bytes.Buffer
		if err := s.CopyTo(&got); err != nil || !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%d bytes of %d came out: %v", got.Len(), size, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("%v is left: %v", left, err)
		}
	}
}

// TestSpoolWithoutRoom: where no temporary file can be made, the error says so.
func TestSpoolWithoutRoom(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()+"/missing")
	s := &files.Spool{}
	_, err := s.Write(make([]byte, 5<<20))
	if err == nil || !strings.Contains(err.Error(), "TMPDIR says where") {
		t.Errorf("%v", err)
	}
}

// TestSpoolClosedWhileWritten: after an interrupt, whoever writes goes on for a while. It
// is told so, and makes no new file.
func TestSpoolClosedWhileWritten(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := &files.Spool{}
	began, ended := make(chan struct{}), make(chan error)
	go func() {
		piece := make([]byte, 256<<10)
		for n := 0; ; n++ {
			if n == 32 {
				close(began)
			}
			if _, err := s.Write(piece); err != nil {
				ended <- err
				return
			}
		}
	}()
	<-began
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if err := <-ended; !errors.Is(err, os.ErrClosed) {
		t.Errorf("writing ended with %v", err)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("%v %v", left, err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("closing again: %v", err)
	}
}
