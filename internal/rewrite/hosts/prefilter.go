package hosts

import (
	"bytes"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Prefilter looks at the bytes of an item before it is read. Most items hold nothing
// that is looked for, and are not read.
type Prefilter struct {
	matcher *Matcher
	item    *yamlbytes.Item // that was looked at last
	text    []byte
	Offsets []int // of the hosts with a dot
	Escapes bool  // a host may stand in it without its bytes
}

// NewPrefilter returns a prefilter that looks for what the matcher finds.
func NewPrefilter(m *Matcher) *Prefilter { return &Prefilter{matcher: m} }

// Forget drops the item that was looked at last.
func (f *Prefilter) Forget() { f.item = nil }

// Scan looks at the item, once.
func (f *Prefilter) Scan(it *yamlbytes.Item) *Prefilter {
	if f.item != it {
		f.item, f.text = it, it.Raw()
		f.Offsets = f.matcher.offsets(f.text, f.Offsets[:0])
		f.Escapes = HasEscape(f.text)
	}
	return f
}

// MayMatch reports whether the item may hold what is looked for. An escape of a
// double-quoted scalar can spell a host without its bytes, so its presence suffices.
func (f *Prefilter) MayMatch() bool {
	return len(f.Offsets) > 0 || f.Escapes || f.matcher.containsDotless(f.text)
}

// Count is how often hosts stand in the item's bytes. They are the first of those that
// are looked for: where one stands, the scan has found it and no other.
func (f *Prefilter) Count(hosts *Matcher) int {
	if len(hosts.dotless) > 0 {
		return hosts.Count(f.text)
	}
	n := 0
	for _, at := range f.Offsets {
		if hosts.begins(f.text[at:]) {
			n++
		}
	}
	return n
}

// HasEscape reports whether the text holds an escape that can stand for a letter,
// a digit or a dot, or that joins two lines.
func HasEscape(text []byte) bool {
	if yamlbytes.HasMark(text, binaryTags) {
		return true
	}
	for pos := 0; ; {
		i := bytes.IndexByte(text[pos:], '\\')
		if i < 0 || pos+i+1 >= len(text) {
			return false
		}
		pos += i + 2
		switch text[pos-1] {
		case 'x', 'u', 'U', '\n', '\r', "\u0085"[0], "\u2028"[0]:
			return true
		}
	}
}

// binaryTags are in the bytes of every item with a scalar in base64.
var binaryTags = []yamlbytes.Marks{{Rare: '!', Words: []string{"!!binary"}}, {Rare: '>', Words: []string{":binary>"}}}
