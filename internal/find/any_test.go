package find

import (
	"bytes"
	"strings"
	"testing"
)

func FuzzAny(f *testing.F) {
	for _, seed := range []string{"", "\"", "'", strings.Repeat("a: b\n", 20) + "{}", strings.Repeat("x", 64) + "[", strings.Repeat("~ ", 50) + "\x7f", strings.Repeat("x", 40) + "\x1f\n", strings.Repeat("x", 70) + "é", "\t" + strings.Repeat("x", 70)} {
		f.Add([]byte(seed))
	}
	opening := Any{'"', '\'', '{', '['}
	f.Fuzz(func(t *testing.T, text []byte) {
		for from := range min(len(text), 40) + 1 {
			rest := text[from:]
			if got, want := opening.Index(rest), bytes.IndexAny(rest, "\"'{["); got != want {
				t.Fatalf("in %q: %d, want %d", rest, got, want)
			}
			want := bytes.IndexFunc(rest, func(r rune) bool { return r != '\n' && (r < ' ' || r >= 0x7f) }) < 0
			if got := IsPlain(rest); got != want {
				t.Fatalf("in %q: plain %v, want %v", rest, got, want)
			}
		}
	})
}

func BenchmarkAny(b *testing.B) {
	text := bytes.Repeat([]byte("  app.kubernetes.org/name: shop\n"), 64)
	opening := Any{'"', '\'', '{', '['}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if opening.Index(text) >= 0 {
			b.Fatal("found")
		}
	}
}

func BenchmarkIsPlain(b *testing.B) {
	text := bytes.Repeat([]byte("  app.kubernetes.org/name: shop\n"), 64)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if !IsPlain(text) {
			b.Fatal("not plain")
		}
	}
}
