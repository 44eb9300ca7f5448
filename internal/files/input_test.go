package files

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

// text is not the same at any two places that a wrong copy could mix up.
func text(size int) []byte {
	b := make([]byte, size)
	for i := range b {
		b[i] = byte(i ^ i>>8 ^ i>>16)
	}
	return b
}

func TestReadAll(t *testing.T) {
	for _, size := range []int{0, 1, 32<<10 - 1, 32 << 10, 32<<10 + 1, 64<<10 - 1, 64 << 10, 64<<10 + 1, 16<<20 + 1, 45 << 20} {
		want := text(size)
		for name, reader := range map[string]io.Reader{
			"a reader":       bytes.NewReader(want),
			"a slow reader":  iotest.HalfReader(bytes.NewReader(want)),
			"end with data":  iotest.DataErrReader(bytes.NewReader(want)),
			"a regular file": fileOf(t, want),
			"a pipe":         pipeOf(t, want),
		} {
			got, err := ReadAll(reader, InputLimit)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s of %d bytes: %d bytes, %v", name, size, len(got), err)
			}
		}
	}
}

func TestReadAllFails(t *testing.T) {
	broken := errors.New("broken")
	if _, err := ReadAll(io.MultiReader(strings.NewReader("a"), iotest.ErrReader(broken)), InputLimit); !errors.Is(err, broken) {
		t.Errorf("the reader's error is %v", err)
	}
	var tooLarge *TooLargeError
	_, err := ReadAll(bytes.NewReader(text(3<<20)), 2<<20)
	if !errors.As(err, &tooLarge) || err.Error() != "the input is larger than 2 MiB; split it, or set ECRCACHE_MAX_INPUT_MIB" {
		t.Errorf("beyond the limit: %v", err)
	}
}

func fileOf(t *testing.T, text []byte) *os.File {
	path := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}

func pipeOf(t *testing.T, text []byte) *os.File {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	go func() {
		defer w.Close()
		w.Write(text)
	}()
	return r
}

func TestInputLimitFrom(t *testing.T) {
	for text, want := range map[string]int{"": InputLimit, "1": 1 << 20, "4096": 4 << 30} {
		if got, err := InputLimitFrom(func(string) string { return text }); err != nil || got != want {
			t.Errorf("%q gives %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"0", "-1", "1G", " "} {
		_, err := InputLimitFrom(func(string) string { return text })
		if err == nil || !strings.HasPrefix(err.Error(), "ECRCACHE_MAX_INPUT_MIB: found") {
			t.Errorf("%q gives %v", text, err)
		}
	}
}

// TestReadAllTheRest: what was read of a file before stays read, and nothing is left for
// others, as in a shell: { head -n 1; ecrcache; cat; } < FILE.
func TestReadAllTheRest(t *testing.T) {
	all := text(1 << 20)
	for _, before := range []int{1, 4096, 5000} {
		file := fileOf(t, all)
		if _, err := io.CopyN(io.Discard, file, int64(before)); err != nil {
			t.Fatal(err)
		}
		got, err := ReadAll(file, InputLimit)
		if err != nil || !bytes.Equal(got, all[before:]) {
			t.Errorf("after %d bytes: %d bytes, %v", before, len(got), err)
		}
		if rest, err := io.ReadAll(file); err != nil || len(rest) > 0 {
			t.Errorf("%d bytes are left, %v", len(rest), err)
		}
	}
}
