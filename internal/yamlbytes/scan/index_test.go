package scan

import (
	"bytes"
	"strings"
	"testing"
)

// FuzzWords holds what is asked of words to what is asked of characters, from every offset
// of a text: the bytes that count then stand at every place of a word.
func FuzzWords(f *testing.F) {
	for _, seed := range []string{
		"", "\n", "\"", "'", strings.Repeat("a: b\n", 20) + "{}", strings.Repeat("x", 64) + "[",
		strings.Repeat("~ ", 50) + "\x7f", strings.Repeat("x", 40) + "\x1f\n", strings.Repeat("x", 70) + "é", "\t" + strings.Repeat("x", 70), "\x00", "\x80",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for from := range min(len(text), 40) + 1 {
			rest := text[from:]
			want := bytes.IndexFunc(rest, func(r rune) bool { return r != '\n' && (r < ' ' || r >= 0x7f) }) < 0
			if got := isPlain(rest); got != want {
				t.Fatalf("in %q: plain %v, want %v", rest, got, want)
			}
		}
	})
}

func BenchmarkWords(b *testing.B) {
	text := bytes.Repeat([]byte("  app.kubernetes.org/name: shop\n"), 64)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if !isPlain(text) {
			b.Fatal("not plain")
		}
	}
}
