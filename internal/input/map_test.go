package input_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"runtime"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/input"
)

func TestTake(t *testing.T) {
	for _, size := range []int{0, 1, 64 << 10, 64<<10 + 1, 1 << 20, 1<<20 + 1} {
		want := text(size)
		for name, reader := range map[string]io.Reader{
			"a reader":       bytes.NewReader(want),
			"a regular file": fileOf(t, want),
			"a pipe":         pipeOf(t, want),
		} {
			got, err := input.Take(reader, input.Limit)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s of %d bytes: %d bytes, %v", name, size, len(got), err)
			}
		}
	}
}

// TestTakeTheRest: what was read before stays read, and nothing is left for others, as
// in a shell: { head -n 1; ecrcache; cat; } < FILE.
func TestTakeTheRest(t *testing.T) {
	all := text(1 << 20)
	for _, before := range []int{1, 4096, 5000} {
		file := fileOf(t, all)
		if _, err := io.CopyN(io.Discard, file, int64(before)); err != nil {
			t.Fatal(err)
		}
		got, err := input.Take(file, input.Limit)
		if err != nil || !bytes.Equal(got, all[before:]) {
			t.Errorf("behind %d bytes: %d bytes, %v", before, len(got), err)
		}
		if rest, err := io.ReadAll(file); err != nil || len(rest) > 0 {
			t.Errorf("%d bytes are left, %v", len(rest), err)
		}
	}
}

func TestTakeTooMuch(t *testing.T) {
	var tooLarge *input.TooLargeError
	if _, err := input.Take(fileOf(t, text(3<<20)), 2<<20); !errors.As(err, &tooLarge) {
		t.Errorf("beyond the limit: %v", err)
	}
}

// TestGuarded makes a file shorter while it is used, by a look at its text and by a
// call that writes it.
func TestGuarded(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("files are copied here")
	}
	for name, use := range map[string]func([]byte) error{
		"look": func(text []byte) error {
			if bytes.IndexByte(text, 'x') < 0 {
				return errors.New("all of it was seen")
			}
			return nil
		},
		"write": func(text []byte) error {
			_, err := discard(t).Write(text)
			return err
		},
	} {
		file := fileOf(t, bytes.Repeat([]byte{'-'}, 1<<20))
		text, err := input.Take(file, input.Limit)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(file.Name(), 100<<10); err != nil {
			t.Fatal(err)
		}
		if err := input.Guarded(text, func() error { return use(text) }); !errors.Is(err, input.ErrShorter) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestGuardedKeepsErrorsAndPanics(t *testing.T) {
	broken := errors.New("broken")
	if err := input.Guarded(nil, func() error { return broken }); !errors.Is(err, broken) {
		t.Errorf("the error is %v", err)
	}
	defer func() {
		if p := recover(); p != any("mine") {
			t.Errorf("recovered %v", p)
		}
	}()
	_ = input.Guarded(nil, func() error { panic("mine") })
}

// discard is a file that copies what is written to it.
func discard(t *testing.T) *os.File {
	file, err := os.Create(t.TempDir() + "/copy")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}
