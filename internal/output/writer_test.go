package output_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/output"
)

// pieces are many, of many lengths, some empty and some larger than a pipe.
func pieces() []string {
	r := rand.New(rand.NewPCG(1, 2))
	var all []string
	for range 5000 {
		all = append(all, strings.Repeat(string(rune('a'+r.IntN(26))), r.IntN(90)))
	}
	return append(all, strings.Repeat("z", 1<<20), "", "end")
}

func write(w io.Writer, all []string) error {
	out := output.NewWriter(w, 0)
	for i, piece := range all {
		var err error
		if i%2 == 0 {
			_, err = out.Write([]byte(piece))
		} else {
			_, err = out.WriteString(piece)
		}
		if err != nil {
			return err
		}
	}
	return out.Flush()
}

func TestWriter(t *testing.T) {
	all := pieces()
	want := strings.Join(all, "")
	t.Run("memory", func(t *testing.T) {
		var got bytes.Buffer
		if err := write(&got, all); err != nil || got.String() != want {
			t.Errorf("%d of %d bytes, %v", got.Len(), len(want), err)
		}
	})
	t.Run("a file", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "text")
		file, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(write(file, all), file.Close()); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("%d of %d bytes, %v", len(got), len(want), err)
		}
	})
	t.Run("a slow pipe", func(t *testing.T) {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan error)
		go func() { done <- errors.Join(write(w, all), w.Close()) }()
		time.Sleep(10 * time.Millisecond) // until it takes no more
		got, err := io.ReadAll(r)
		if err := errors.Join(err, <-done); err != nil || string(got) != want {
			t.Errorf("%d of %d bytes, %v", len(got), len(want), err)
		}
	})
}

func TestWriterFails(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	r.Close()
	if err := write(w, pieces()); !errors.Is(err, syscall.EPIPE) {
		t.Errorf("nobody reads: %v", err)
	}
	closed, err := os.Create(filepath.Join(t.TempDir(), "text"))
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	if err := write(closed, pieces()); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a closed file: %v", err)
	}
}
