package find

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// feedsIn is In, byte by byte.
func feedsIn(text []byte) (at []uint32, plain bool) {
	plain = true
	for i, c := range text {
		if c == '\n' {
			at = append(at, uint32(i))
		}
		plain = plain && (c == '\n' || c >= ' ' && c < 0x7f)
	}
	return at, plain
}

func FuzzFeeds(f *testing.F) {
	for _, seed := range []string{"", "\n", strings.Repeat("a: b\n", 99), strings.Repeat("\n", Piece), strings.Repeat("~ ", 50) + "\x7f", strings.Repeat("x", 40) + "\x1f", strings.Repeat("x", 70) + "é\n", "\t" + strings.Repeat("x", 70)} {
		f.Add([]byte(seed))
	}
	var offsets Offsets
	f.Fuzz(func(t *testing.T, text []byte) {
		text = text[:min(len(text), Piece)]
		for from := range min(len(text), 40) + 1 {
			at, plain := Feeds(text[from:], &offsets)
			wantAt, wantPlain := feedsIn(text[from:])
			if !slices.Equal(at, wantAt) || plain != wantPlain {
				t.Fatalf("in %q: %v, %v; byte by byte %v, %v", text[from:], at, plain, wantAt, wantPlain)
			}
		}
	})
}

func BenchmarkFeeds(b *testing.B) {
	text := bytes.Repeat([]byte("  app.kubernetes.org/name: shop\n"), Piece/32)
	var offsets Offsets
	b.SetBytes(Piece)
	for b.Loop() {
		if at, plain := Feeds(text, &offsets); len(at) != Piece/32 || !plain {
			b.Fatal(at, plain)
		}
	}
}
