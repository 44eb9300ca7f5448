package find

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

var pairs = map[string]Pair{
	"behind one":   Behind('.', "i"),
	"behind three": Behind('.', "ida"),
	"behind four":  Behind('g', "hxy-"),
	"not before":   NotBefore('\n', ' '),
}

func TestPair(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"behind one", "a.b.io", 3},
		{"behind one", "a.b.IO", 3},
		{"behind one", "a.", -1},
		{"behind one", "", -1},
		{"behind one", strings.Repeat("a.b", 100) + ".i", 300},
		{"behind one", strings.Repeat("-", 31) + ".i", 31},
		{"behind one", strings.Repeat("-", 32) + ".i", 32},
		{"behind three", strings.Repeat("app.kubernetes.net", 9) + ".D", 162},
		{"behind four", "ghcr.io", 0},
		{"behind four", "gg-", 1},
		{"not before", "a\n b\n  c\nd", 8},
		{"not before", "a\n b\n", -1},
		{"not before", strings.Repeat("a\n ", 100) + "\n\n", 300},
	} {
		p := pairs[c.name]
		if got := p.Index([]byte(c.text)); got != c.want {
			t.Errorf("%s in %.40q: %d, want %d", c.name, c.text, got, c.want)
		}
		if got := p.index([]byte(c.text), 0); got != c.want {
			t.Errorf("%s in %.40q, byte by byte: %d, want %d", c.name, c.text, got, c.want)
		}
	}
}

// all is AllString, byte by byte.
func (p *Pair) all(text []byte) (at []uint32) {
	for i := range text[:min(len(text), Piece)] {
		if i+1 < len(text) && text[i] == p.first && p.takes(text[i+1]) {
			at = append(at, uint32(i))
		}
	}
	return at
}

// slowly is Index, byte by byte.
func (p *Pair) slowly(text []byte) int {
	for i := 0; i+1 < len(text); i++ {
		if text[i] == p.first && p.takes(text[i+1]) {
			return i
		}
	}
	return -1
}

// FuzzPair holds both ways to look against each other, at every offset of a text.
func FuzzPair(f *testing.F) {
	for _, seed := range []string{"", "a.b.io\n c\nd", strings.Repeat("app.kubernetes.io/name: .i\n  x\n- y", 9)} {
		f.Add([]byte(seed))
	}
	var offsets Offsets
	f.Fuzz(func(t *testing.T, text []byte) {
		for name, p := range pairs {
			for from := range min(len(text), 70) {
				if got, want := p.Index(text[from:]), p.slowly(text[from:]); got != want {
					t.Fatalf("%s in %q: %d, byte by byte %d", name, text[from:], got, want)
				}
				if got, want := p.AllString(string(text[from:]), &offsets), p.all(text[from:]); !slices.Equal(got, want) {
					t.Fatalf("%s in %q: %v, byte by byte %v", name, text[from:], got, want)
				}
			}
		}
	})
}

func BenchmarkPair(b *testing.B) {
	text := bytes.Repeat([]byte("  app.kubernetes.org/name: shop\n"), 64)
	for name, p := range pairs {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if p.Index(text) >= 0 {
					b.Fatal("found")
				}
			}
		})
	}
}
