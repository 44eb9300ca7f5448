package hosts

import (
	"bytes"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// A Prefilter looks at the bytes of an item before it is parsed. Most items hold nothing of
// interest, and are never parsed.
type Prefilter struct {
	matcher *Matcher
	item    *yamlbytes.Item // that was scanned last
	text    []byte
	// Offsets are where the hosts with a dot start in the item that was scanned. Escapes says
	// that an escape in it may spell a host without its bytes.
	Offsets []int
	Escapes bool
}

// NewPrefilter returns a prefilter that looks for what the matcher finds.
func NewPrefilter(m *Matcher) *Prefilter { return &Prefilter{matcher: m} }

// Forget makes the next Scan look at its item, even if it was the last one.
func (f *Prefilter) Forget() { f.item = nil }

// Scan looks at the bytes of an item, unless it is the one that was scanned last, and returns
// the prefilter.
func (f *Prefilter) Scan(it *yamlbytes.Item) *Prefilter {
	if f.item != it {
		f.item, f.text = it, it.Raw()
		f.Offsets = f.matcher.offsets(f.text, f.Offsets[:0])
		f.Escapes = HasEscape(f.text)
	}
	return f
}

// MayMatch reports whether the item may hold one of the texts.
func (f *Prefilter) MayMatch() bool {
	return len(f.Offsets) > 0 || f.Escapes || f.matcher.containsDotless(f.text)
}

// Count returns how many of the hosts the item's bytes have. The hosts must be the first
// texts of the prefilter's own matcher, which finds no other text where one of them is.
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

// HasEscape reports whether the text has an escape of a double-quoted scalar that can mean a
// letter, a digit or a dot, or that joins two lines, or a scalar in base64.
func HasEscape(text []byte) bool {
	if scan.HasMark(text, binaryTags) || hasEscapedTag(text) {
		return true
	}
	for pos := 0; ; {
		i := bytes.IndexByte(text[pos:], '\\')
		if i < 0 || pos+i+1 >= len(text) {
			return false
		}
		pos += i + 2
		switch text[pos-1] {
		case 'x', 'u', 'U':
			return true
		case '\n', '\r', "\u0085"[0], "\u2028"[0]: // line breaks of YAML 1.1, or the first bytes of one
			return true
		}
	}
}

// binaryTags mark every item with a scalar in base64: !!binary, or !<tag:yaml.org,2002:binary>. With a
// directive %TAG any other tag may be the same one.
var binaryTags = []scan.Marks{{Rare: '!', Words: []string{"!!binary"}}, {Rare: '>', Words: []string{":binary>"}}, {Rare: '%', Words: []string{"%TAG"}}}

// hasEscapedTag reports whether there may be a tag with an escape, such as !!bin%61ry
// (https://yaml.org/spec/1.2.2/#rule-ns-tag-char).
func hasEscapedTag(text []byte) bool {
	for {
		i := bytes.IndexByte(text, '!')
		if i < 0 {
			return false
		}
		text = text[i:]
		end := bytes.IndexAny(text, " \t\r\n")
		if end < 0 {
			end = len(text)
		}
		if bytes.IndexByte(text[:end], '%') >= 0 {
			return true
		}
		text = text[end:]
	}
}
