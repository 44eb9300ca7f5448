package document

import "bytes"

// isFar reports whether none of the places stands in the lines from the one in work to
// the next that is no deeper than the column; list lets the entries of a list at the
// column belong to them. It then is at the last of these lines.
func (l *lines) isFar(column int, list bool) bool {
	if l.places == nil || !l.isDash() && l.plainKey(l.text) < 0 {
		return false // it may be a scalar on a line of its own
	}
	end, count := l.extent(column, list, l.nextPlace())
	if end < 0 || !closesItsLines(l.src[l.start:end]) {
		return false
	}
	l.next, l.number = end, l.number+count-1
	return true
}

// nextPlace is the offset of the first place that is not before the line in work; the
// item's end when there is none.
func (l *lines) nextPlace() int {
	for _, place := range l.places {
		if at := l.home + place; at >= l.start {
			return at
		}
	}
	return l.end
}

// extent finds where the lines end, and counts them; -1 where a place comes first.
// Blank lines and comments end nothing: in a block scalar they are text.
func (l *lines) extent(column int, list bool, place int) (end, count int) {
	for end = l.next; ; {
		count++
		if end > place {
			return -1, 0
		}
		if end >= l.end {
			return end, count
		}
		p := end
		for p < l.end && l.src[p] == ' ' {
			p++
		}
		deeper := p-end > column || p == l.end || l.src[p] == '\n' || l.src[p] == '#'
		if !deeper && !(list && p-end == column && l.src[p] == '-' && (p+1 == l.end || isBlank(l.src[p+1]))) {
			return end, count
		}
		if i := bytes.IndexByte(l.src[p:l.end], '\n'); i >= 0 {
			end = p + i + 1
		} else {
			end = l.end
		}
	}
}

// leaveOut stands for the lines that were passed, and goes on behind them.
func (l *lines) leaveOut() *Node {
	kind := Mapping
	if l.isDash() {
		kind = Sequence
	}
	n := l.node(kind, l.text, l.number)
	l.advance()
	return n
}
