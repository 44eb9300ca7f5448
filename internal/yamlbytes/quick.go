package yamlbytes

import (
	"bytes"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// A lineReader reads block YAML line by line into a tree. It is an allow-list: it refuses an item
// with anything else, which the YAML parser then reads. It knows block
// mappings and lists, plain and quoted scalars of one line, literal blocks, and flow
// collections of one line. It does not know anchors, aliases, tags, complex keys, folded
// blocks, directives, tabs outside literal blocks, and text that YAML forbids.
type lineReader struct {
	*Reader
	src []byte
	end int // of the item

	// The current line: where it starts and ends, and where its text begins, which moves
	// on after the dashes of entries. There is none when more is false.
	start, stop, text int
	number            int // 1-based in the item
	more              bool
	at                int // its position in the index of lines
	unsupported       bool
	depth             int // of the collections that are open
	maps              int // of them that are mappings
	inMetadata        bool
	// places are the offsets in the item around which it is read, without those before
	// the current line; nil when all of it is read.
	places []int
	begin  int // of the item
}

// maxDepth bounds the collections in each other, far above any manifest. The parser reads, or
// refuses, what is deeper.
const maxDepth = 500

// enter counts another open collection, and reports whether there are too many.
func (l *lineReader) enter() (tooDeep bool) {
	l.depth++
	return l.depth > maxDepth
}

// readLines parses the item; false for one that it refuses.
func (r *Reader) readLines(it *Item, places []int) (*Node, bool) {
	l := lineReader{Reader: r, src: it.src.text, end: it.end, at: -1, begin: it.start, places: places}
	if !r.index.Read(l.src, it.start, it.end) {
		return nil, false
	}
	if places != nil && !it.closed && !scan.ClosesItsLines(l.src[it.start:it.end]) {
		l.places = nil
	}
	r.openPairs, r.openElements = r.openPairs[:0], r.openElements[:0]
	root := l.document(it.entry)
	return root, !l.unsupported
}

// document reads the item's one node; nil when it holds none.
func (l *lineReader) document(entry bool) *Node {
	l.advance()
	if l.more && string(l.src[l.start:l.stop]) == "---" && !entry {
		if l.advance(); !l.more {
			return l.refuse()
		}
	}
	if !l.more {
		return nil
	}
	root := l.block(l.column())
	if l.more || root == nil {
		return l.refuse()
	}
	if !entry {
		return root
	}
	if root.Kind != Sequence || len(root.Items) != 1 {
		return l.refuse()
	}
	return root.Items[0]
}

// refuse gives the item to the parser. It returns nil, for the node that is not read.
func (l *lineReader) refuse() *Node {
	l.unsupported, l.more = true, false
	return nil
}

// advance goes to the next line that is not blank and no comment.
func (l *lineReader) advance() {
	all := l.index.Lines
	for l.at++; l.at+1 < len(all); l.at++ {
		line := &all[l.at]
		if line.Indent == scan.NoText {
			continue
		}
		l.start, l.stop, l.text = line.Start, all[l.at+1].Start-1, line.Start+line.Indent
		l.number, l.more = l.at+1, true
		if l.index.HasTabs && bytes.IndexByte(l.src[l.text:l.stop], '\t') >= 0 {
			l.refuse()
		}
		return
	}
	l.more = false
}

func (l *lineReader) column() int { return l.text - l.start }

// isDash reports whether the text begins a list's entry.
func (l *lineReader) isDash() bool {
	return l.src[l.text] == '-' && (l.text+1 == l.stop || l.src[l.text+1] == ' ')
}

// skip passes spaces.
func (l *lineReader) skip(p int) int {
	for p < l.stop && l.src[p] == ' ' {
		p++
	}
	return p
}

// isEnd reports whether nothing but a comment follows on the line at p, which is
// after a space or at the line's end.
func (l *lineReader) isEnd(p int) bool { return p >= l.stop || l.src[p] == '#' }

// block reads the mapping or the list that begins at the column.
func (l *lineReader) block(column int) *Node {
	if l.isDash() {
		return l.sequence(column)
	}
	return l.mapping(column)
}

// mapping reads the mapping at the column, on whose first line the text begins.
func (l *lineReader) mapping(column int) *Node {
	key, after := l.key(l.text)
	if key == nil {
		return l.refuse()
	}
	return l.mappingFrom(column, key, after)
}

// mappingFrom reads the mapping whose first key is read.
func (l *lineReader) mappingFrom(column int, key *Node, after int) *Node {
	m := l.node(Mapping, key.offset, l.number)
	base := len(l.openPairs)
	if l.enter() {
		return l.refuse()
	}
	l.maps++
	for {
		if l.duplicateKey(base, key.Value) {
			return l.refuse()
		}
		value := l.value(key, after, column)
		if value == nil {
			return l.refuse()
		}
		l.openPairs = append(l.openPairs, Pair{Key: key, Value: value})
		if !l.more || l.column() != column {
			break
		}
		if key, after = l.key(l.text); key == nil {
			return l.refuse()
		}
	}
	if l.more && l.column() > column {
		return l.refuse()
	}
	l.depth--
	l.maps--
	l.closeMapping(m, base)
	return m
}

// duplicateKey reports whether a key is, or may be, already among the entries since base.
func (l *lineReader) duplicateKey(base int, key string) bool {
	entries := l.openPairs[base:]
	if len(entries) > maxCompared {
		return true // too many to compare with each other: the parser reads them
	}
	for i := range entries {
		if entries[i].Key.Value == key {
			return true
		}
	}
	return false
}

// maxCompared bounds the keys of one map that are compared with each other.
const maxCompared = 256

// value reads the value after a key whose mapping is at the column.
func (l *lineReader) value(key *Node, p, column int) *Node {
	at := l.skip(p)
	if !l.isEnd(at) {
		return l.scalar(at, column)
	}
	empty, line := p, l.number
	l.advance()
	deeper := l.more && l.column() > column
	switch {
	case !deeper && !(l.more && l.column() == column && l.isDash()):
	case l.maps <= ownMaps && key.Value == "metadata":
		return l.metadata(column)
	case l.inMetadata && key.Value == "annotations":
		return l.whole(column)
	case l.passUnneeded(column, !deeper):
		return l.passedBlock()
	default:
		return l.below(column)
	}
	return l.null(empty, line)
}

// ownMaps is how many mappings are open at most where a key is an object's own: the object, and
// before it a List (v1) that has it as an entry.
const ownMaps = 2

// metadata reads what names an object, though it holds none of the places.
func (l *lineReader) metadata(column int) *Node {
	l.inMetadata = true
	n := l.below(column)
	l.inMetadata = false
	return n
}

// whole reads a block with all of its parts.
func (l *lineReader) whole(column int) *Node {
	places := l.places
	l.places = nil
	n := l.below(column)
	l.places = places
	return n
}

// below reads the block after a key at the column.
func (l *lineReader) below(column int) *Node {
	if l.column() > column {
		return l.block(l.column())
	}
	return l.sequence(column)
}

// null returns the node of a key, or of a dash, that no value follows.
func (l *lineReader) null(offset, line int) *Node {
	return l.node(Scalar, offset, line)
}

// passUnneeded reports whether none of the places is in the lines from the current one to the
// next that is no deeper than the column; with list, the entries of a list at the column
// belong to them. If so, it goes to the last of these lines. Blank lines and comments end
// nothing: in a block scalar they are text.
func (l *lineReader) passUnneeded(column int, list bool) bool {
	if l.places == nil || !l.isDash() && l.plainKey(l.text) < 0 {
		return false // it may be a scalar on a line of its own
	}
	place, next := l.nextPlace(), l.at+1
	for ; next+1 < len(l.index.Lines) && l.index.Lines[next].Start <= place; next++ {
		if indent := l.index.Lines[next].Indent; indent <= column && !(list && indent == column && l.isDashAt(next)) {
			break
		}
	}
	end := l.index.Lines[next].Start
	if place < end {
		return false
	}
	l.at = next - 1
	return true
}

// nextPlace returns the offset of the first place that is not before the current line; the
// item's end when there is none.
func (l *lineReader) nextPlace() int {
	for len(l.places) > 0 {
		if at := l.begin + l.places[0]; at >= l.start {
			return at
		}
		l.places = l.places[1:]
	}
	return l.end
}

// isDashAt reports whether the text of a line begins a list's entry.
func (l *lineReader) isDashAt(i int) bool {
	p, stop := l.index.Lines[i].Start+l.index.Lines[i].Indent, l.index.Lines[i+1].Start-1
	return l.src[p] == '-' && (p+1 == stop || scan.IsBlank(l.src[p+1]))
}

// passedBlock returns an empty collection for the lines that passUnneeded passed, and goes on
// after them.
func (l *lineReader) passedBlock() *Node {
	kind := Mapping
	if l.isDash() {
		kind = Sequence
	}
	n := l.node(kind, l.text, l.number)
	l.advance()
	return n
}
