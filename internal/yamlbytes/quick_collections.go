package yamlbytes

import "github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"

// flow reads the flow collection at p, which ends on its line; nil for one that does
// not, or holds what is not known here.
func (l *lineReader) flow(p int) (end int, n *Node) {
	if l.enter() {
		return p, nil
	}
	if l.src[p] == '{' {
		end, n = l.flowMapping(p)
	} else {
		end, n = l.flowSequence(p)
	}
	l.depth--
	return end, n
}

func (l *lineReader) flowSequence(p int) (int, *Node) {
	s := l.node(Sequence, p, l.number)
	base := len(l.openElements)
	p = l.skip(p + 1)
	for p < l.stop && l.src[p] != ']' {
		end, n := l.flowValue(p)
		if n == nil {
			return p, nil
		}
		l.openElements = append(l.openElements, n)
		if p = l.afterFlow(end, ']'); p < 0 {
			return end, nil
		}
	}
	if p >= l.stop {
		return p, nil
	}
	l.closeSequence(s, base)
	return p + 1, s
}

func (l *lineReader) flowMapping(p int) (int, *Node) {
	m := l.node(Mapping, p, l.number)
	base := len(l.openPairs)
	p = l.skip(p + 1)
	for p < l.stop && l.src[p] != '}' {
		key, after := l.key(p)
		if key == nil || l.duplicateKey(base, key.Value) {
			return p, nil
		}
		key.inFlow = true
		if after = l.skip(after); after >= l.stop {
			return p, nil
		}
		end, n := l.flowValue(after)
		if n == nil {
			return p, nil
		}
		l.openPairs = append(l.openPairs, Pair{Key: key, Value: n})
		if p = l.afterFlow(end, '}'); p < 0 {
			return end, nil
		}
	}
	if p >= l.stop {
		return p, nil
	}
	l.closeMapping(m, base)
	return p + 1, m
}

// flowValue reads one value inside a flow collection.
func (l *lineReader) flowValue(p int) (end int, n *Node) {
	switch c := l.src[p]; {
	case c == '{' || c == '[':
		end, n = l.flow(p)
	case c == '"' || c == '\'':
		end, n = l.quoted(p)
	default:
		end, n = l.flowPlain(p)
	}
	if n != nil {
		n.inFlow = true
	}
	return end, n
}

// flowPlain reads an unquoted scalar of the characters of keys, and colons between
// them.
func (l *lineReader) flowPlain(p int) (int, *Node) {
	if !scan.IsKeyByte(l.src[p]) || l.src[p] == '-' {
		return p, nil
	}
	i := p + 1
	for i < l.stop && (scan.IsKeyByte(l.src[i]) || l.src[i] == '@' || l.src[i] == ':' && i+1 < l.stop && scan.IsKeyByte(l.src[i+1])) {
		i++
	}
	n := l.node(Scalar, p, l.number)
	n.Value = string(l.src[p:i])
	return i, n
}

// afterFlow skips the comma after a value, or stops at the closing bracket; -1
// where something else follows.
func (l *lineReader) afterFlow(p int, closing byte) int {
	p = l.skip(p)
	switch {
	case p < l.stop && l.src[p] == closing:
		return p
	case p+1 < l.stop && l.src[p] == ',' && l.src[p+1] == ' ':
		if p = l.skip(p + 1); p < l.stop && l.src[p] != closing {
			return p
		}
	}
	return -1
}

// sequence reads the list at the column, on whose first line the text begins.
func (l *lineReader) sequence(column int) *Node {
	s := l.node(Sequence, l.text, l.number)
	base := len(l.openElements)
	if l.enter() {
		return l.refuse()
	}
	for l.more && l.column() == column && l.isDash() {
		if l.passUnneeded(column, false) {
			l.openElements = append(l.openElements, l.passedBlock())
			continue
		}
		element := l.element(column)
		if element == nil {
			return l.refuse()
		}
		l.openElements = append(l.openElements, element)
	}
	if l.more && l.column() > column {
		return l.refuse()
	}
	l.depth--
	l.closeSequence(s, base)
	return s
}

// element reads what follows the dash at the column.
func (l *lineReader) element(column int) *Node {
	after := l.text + 1
	p := l.skip(after)
	if l.isEnd(p) {
		line := l.number
		if l.advance(); l.more && l.column() > column {
			return l.block(l.column())
		}
		return l.null(after, line)
	}
	l.text = p
	if l.isDash() {
		return l.sequence(l.column())
	}
	if key, after := l.key(p); key != nil {
		return l.mappingFrom(l.column(), key, after)
	}
	return l.scalar(p, column)
}
