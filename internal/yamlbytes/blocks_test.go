package yamlbytes

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// inBlocks reads a stream in blocks of a size, and returns its text and every
// document with its line, as they come.
func inBlocks(r io.Reader, size, limit int) (text string, documents []placed, err error) {
	b := &Blocks{r: r, size: size, limit: limit}
	for {
		block, err := b.Next()
		if errors.Is(err, io.EOF) {
			return text, documents, nil
		}
		if err != nil {
			return text, documents, err
		}
		text += string(block.Text)
		for i := range block.Items {
			documents = append(documents, placed{string(block.Items[i].Raw()), block.Items[i].Line()})
		}
	}
}

type placed struct {
	text string
	line int
}

// sameInBlocks holds a stream read in blocks to the same stream read whole.
func sameInBlocks(t *testing.T, text string, size int) {
	t.Helper()
	items, err := SplitStream([]byte(text))
	got, documents, blocksErr := inBlocks(iotest.HalfReader(strings.NewReader(text)), size, 1<<20)
	if (err == nil) != (blocksErr == nil) {
		t.Fatalf("whole: %v, in blocks: %v, of %q", err, blocksErr, text)
	}
	if err != nil {
		if err.Error() != blocksErr.Error() {
			t.Fatalf("whole: %v, in blocks: %v, of %q", err, blocksErr, text)
		}
		return
	}
	if got != text {
		t.Fatalf("%q came out of %q", got, text)
	}
	if len(documents) != len(items) {
		t.Fatalf("%d documents in blocks, %d whole, of %q", len(documents), len(items), text)
	}
	for i := range items {
		if want := (placed{string(items[i].Raw()), items[i].Line()}); documents[i] != want {
			t.Fatalf("document %d is %+v in blocks, %+v whole, of %q", i, documents[i], want, text)
		}
	}
}

var blockSeeds = []string{
	"", "a: b", "a: b\n", "---\n", "a: b\n---\nc: d\n---\ne: f\n", "---\na: b\n...\n---\nc: d\n", "%YAML 1.1\n---\na: b\n", "# c\n---\na: b\n---\n",
	"\ufeffa: b\n---\nc: d\n", "a: |\n  ---\n---\nb: c", "a: b\r\n---\r\nc: d\r\n", strings.Repeat("---\n", 40), "a: \"\n---\nb\"\n", "a: \x00\n", "\xff\xfea", "---\n--- a\n----\n", "a\n--", "a\n---", "\na: b\n... b\n...\n", "a: b\n...\n",
}

func TestBlocks(t *testing.T) {
	for _, text := range blockSeeds {
		for size := 1; size < 12; size++ {
			sameInBlocks(t, text, size)
		}
	}
}

func FuzzBlocks(f *testing.F) {
	for i, seed := range blockSeeds {
		f.Add(seed, uint8(i))
	}
	// The longest byte order mark has four bytes; the first block holds them.
	f.Fuzz(func(t *testing.T, text string, size uint8) { sameInBlocks(t, text, int(size)+4) })
}

// TestBlocksLimit: a document beyond the limit is an error that names its line; many
// that are smaller are none.
func TestBlocksLimit(t *testing.T) {
	small := strings.Repeat("---\na: b\n", 100)
	if _, _, err := inBlocks(strings.NewReader(small), 16, 64); err != nil {
		t.Errorf("small documents: %v", err)
	}
	_, _, err := inBlocks(strings.NewReader(small+"---\na: "+strings.Repeat("b", 4<<20)), 1<<10, 2<<20)
	if err == nil || err.Error() != "line 201: the document is larger than 2 MiB" {
		t.Errorf("a large document: %v", err)
	}
}

// TestBlocksFail: the reader's error is told.
func TestBlocksFail(t *testing.T) {
	broken := errors.New("broken")
	if _, _, err := inBlocks(io.MultiReader(strings.NewReader("a: b\n---\n"), iotest.ErrReader(broken)), 4, 1<<20); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}

// TestBlocksForget: a stream of any length needs a block and its longest document.
func TestBlocksForget(t *testing.T) {
	b := NewBlocks(io.LimitReader(endless{}, 64<<20), 1<<20)
	total := 0
	for {
		block, err := b.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		total += len(block.Text)
		if cap(b.text) > 2*blockSize {
			t.Fatalf("%d bytes are kept", cap(b.text))
		}
	}
	if total != 64<<20 {
		t.Errorf("%d bytes came out", total)
	}
}

// endless is a stream of documents of a kilobyte.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	document := []byte("---\na: " + strings.Repeat("b", 1016) + "\n")
	n := 0
	for n+len(document) <= len(p) {
		n += copy(p[n:], document)
	}
	if n == 0 {
		n = copy(p, bytes.Repeat([]byte("#"), len(p)-1))
		p[n] = '\n'
		n++
	}
	return n, nil
}
