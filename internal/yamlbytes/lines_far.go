package yamlbytes

// isFar reports whether none of the places stands in the lines from the one in work to
// the next that is no deeper than the column; list lets the entries of a list at the
// column belong to them. It then is at the last of these lines. Blank lines and comments
// end nothing: in a block scalar they are text.
func (l *lines) isFar(column int, list bool) bool {
	if l.places == nil || !l.isDash() && l.plainKey(l.text) < 0 {
		return false // it may be a scalar on a line of its own
	}
	place, next := l.nextPlace(), l.at+1
	for ; next+1 < len(l.index) && l.index[next].start <= place; next++ {
		if indent := l.index[next].indent; indent <= column && !(list && indent == column && l.isDashAt(next)) {
			break
		}
	}
	end := l.index[next].start
	if place < end {
		return false
	}
	l.at = next - 1
	return true
}

// nextPlace is the offset of the first place that is not before the line in work; the
// item's end when there is none.
func (l *lines) nextPlace() int {
	for len(l.places) > 0 {
		if at := l.home + l.places[0]; at >= l.start {
			return at
		}
		l.places = l.places[1:]
	}
	return l.end
}

// isDashAt reports whether the text of a line begins a list's entry.
func (l *lines) isDashAt(i int) bool {
	p, stop := l.index[i].start+l.index[i].indent, l.index[i+1].start-1
	return l.src[p] == '-' && (p+1 == stop || isBlank(l.src[p+1]))
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
