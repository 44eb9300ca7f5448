package yamlbytes

import (
	"bytes"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// An Item is one object of a source, still in its bytes.
type Item struct {
	src        *source
	start, end int
	entry      bool // the item is an entry of a block list, with its dash
	closed     bool // closesItsLines holds
	// root is set when the source was read whole.
	root *Node
}

// Raw returns the item's bytes. Those of a list entry begin with its dash; the
// comments above an entry belong to the one before. The bytes of an item of a
// source that was read whole may end with the punctuation that follows it.
func (it *Item) Raw() []byte { return it.src.text[it.start:it.end] }

// IsRead says that the item was parsed already, with all of its source. Its bytes
// then need not hold what it refers to by alias.
func (it *Item) IsRead() bool { return it.root != nil }

// Line returns the 1-based line on which the item starts.
func (it *Item) Line() int { return it.src.line(it.start) }

// LineOf returns the 1-based line of the source on which a node of the item starts.
func (it *Item) LineOf(n *Node) int {
	if it.root != nil {
		return n.Line
	}
	return it.Line() + n.Line - 1
}

// Parse reads the item's bytes. The root is nil for an item that holds nothing
// but comments. Errors are of type *finding.Finding: text that is not YAML, aliases that
// expand without bound.
func (it *Item) Parse() (*Node, error) { return new(Reader).Parse(it) }

// parseWhole is Parse through the YAML parser.
func (it *Item) parseWhole() (*Node, error) {
	root, err := parse(it.src.text, it.start, it.end)
	if err != nil || root == nil {
		return nil, it.placed(err)
	}
	if it.entry {
		if len(root.Items) != 1 {
			return nil, it.placed(problemAt(root.Line, "one list entry was expected"))
		}
		root.Items[0].duplicateKey = root.duplicateKey
		return root.Items[0], nil
	}
	return root, nil
}

// placed gives an error on a line of the item that of the source.
func (it *Item) placed(err *finding.Finding) error {
	if err == nil {
		return nil
	}
	return problemAt(err.Line+it.Line()-1, err.Message)
}

// A source is the text that items stand in.
type source struct {
	text []byte
	// above is the number of lines before the text, when that is a part of more.
	above int
	// at is the line of the offset that was asked for last: items are asked in their
	// order, so that all of them together cost one pass over the text.
	at struct{ offset, line int }
}

func newSource(text []byte) *source {
	s := &source{text: text}
	s.at.line = 1
	return s
}

// line returns the 1-based line of an offset.
func (s *source) line(offset int) int {
	if offset < s.at.offset {
		s.at.offset, s.at.line = 0, 1
	}
	s.at.line += bytes.Count(s.text[s.at.offset:offset], []byte("\n"))
	s.at.offset = offset
	return s.above + s.at.line
}

// utf8BOM is the byte order mark some editors put before UTF-8 text.
const utf8BOM = "\xef\xbb\xbf"

// checkEncoding refuses what is not UTF-8 text. YAML also allows UTF-16 and
// UTF-32, which neither kustomize nor kpt ever writes.
func checkEncoding(src []byte) error {
	if err := checkMark(src); err != nil {
		return err
	}
	return checkNUL(src)
}

// checkMark refuses a byte order mark of another encoding.
func checkMark(src []byte) error {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff", "\x00\x00\xfe\xff"} {
		if bytes.HasPrefix(src, []byte(mark)) {
			return problemAt(1, "the text is UTF-16 or UTF-32; UTF-8 is accepted: convert it")
		}
	}
	return nil
}

func checkNUL(src []byte) error {
	if i := bytes.IndexByte(src, 0); i >= 0 {
		return problemAt(lineAt(src, i), "a NUL byte; YAML text holds none")
	}
	return nil
}

// textStart returns the offset of the first byte behind a byte order mark.
func textStart(src []byte) int {
	if bytes.HasPrefix(src, []byte(utf8BOM)) {
		return len(utf8BOM)
	}
	return 0
}

// hasUnsupportedBytes reports whether the text holds what readers of lines disagree on: line
// breaks of YAML 1.1 other than LF and CRLF (a lone CR, NEL, LS, PS), a byte order mark
// behind its beginning, or a NUL byte.
func hasUnsupportedBytes(src []byte) bool {
	return bytes.IndexByte(src, 0) >= 0 || hasYAML11Breaks(src) || bytes.Contains(src[textStart(src):], []byte(utf8BOM))
}

func hasYAML11Breaks(src []byte) bool {
	return loneReturn(src) >= 0 || bytes.Contains(src, []byte("\u0085")) ||
		bytes.Contains(src, []byte("\u2028")) || bytes.Contains(src, []byte("\u2029"))
}

// withBreaksOf is text with the line breaks of a source, which are those of its first
// line.
func withBreaksOf(src []byte, text string) string {
	if i := bytes.IndexByte(src, '\n'); i > 0 && src[i-1] == '\r' {
		return strings.ReplaceAll(text, "\n", "\r\n")
	}
	return text
}

// lineAt returns the 1-based line of an offset.
func lineAt(src []byte, offset int) int { return 1 + bytes.Count(src[:offset], []byte("\n")) }
