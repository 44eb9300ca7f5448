package rewrite

import (
	"bytes"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// A prefilter looks at the bytes of an item before it is read. Most items hold nothing
// that is looked for, and are not read.
type prefilter struct {
	matcher *hostMatcher
	item    *yamlbytes.Item // that was looked at last
	text    []byte
	offsets []int // of the hosts with a dot
	escapes bool  // a host may stand in it without its bytes
}

// scan looks at the item, once.
func (f *prefilter) scan(it *yamlbytes.Item) *prefilter {
	if f.item != it {
		f.item, f.text = it, it.Raw()
		f.offsets = f.matcher.offsets(f.text, f.offsets[:0])
		f.escapes = hasEscape(f.text)
	}
	return f
}

// mayMatch reports whether the item may hold what is looked for. An escape of a
// double-quoted scalar can spell a host without its bytes, so its presence suffices.
func (f *prefilter) mayMatch() bool {
	return len(f.offsets) > 0 || f.escapes || f.matcher.hasDotless(f.text)
}

// count is how often hosts stand in the item's bytes. They are the first of those that
// are looked for: where one stands, the scan has found it and no other.
func (f *prefilter) count(hosts *hostMatcher) int {
	if len(hosts.dotless) > 0 {
		return hosts.count(f.text)
	}
	n := 0
	for _, at := range f.offsets {
		if hosts.prefixes(f.text[at:]) {
			n++
		}
	}
	return n
}

// countNames returns how often upstreams' names stand in a text.
func (s *session) countNames(text string) int {
	if len(s.hosts.dotless) == 0 && strings.IndexByte(text, '.') < 0 {
		return 0
	}
	return s.hosts.count(s.bytesOf(text))
}

// bytesOf are the bytes of a text, in memory that the next call uses again.
func (s *session) bytesOf(text string) []byte {
	s.buffer = append(s.buffer[:0], text...)
	return s.buffer
}

// mayListEntries reports whether an item may have entries by which kustomize finds images.
func mayListEntries(it *yamlbytes.Item) bool {
	raw := it.Raw()
	return bytes.Contains(raw, []byte("images")) || bytes.Contains(raw, []byte("imageTag"))
}

// Matters reports whether a text may hold what a run of Sources looks for, whichever
// items it is split into. Of a text that does not, a run only counts the items. It does
// not hold for Inventory, which reads everything.
func (r *Rewriter) Matters(text []byte) bool {
	return r.readAll || r.matcher.in(text) || hasEscape(text)
}

// hasEscape reports whether the text holds an escape that can stand for a letter,
// a digit or a dot, or that joins two lines.
func hasEscape(text []byte) bool {
	if scan.HasMark(text, binaryTags) {
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
var binaryTags = []scan.Marks{{Rare: '!', Words: []string{"!!binary"}}, {Rare: '>', Words: []string{":binary>"}}}
