package yamlbytes

// sequence reads the list at the column, on whose first line the text begins.
func (l *lines) sequence(column int) *Node {
	s := l.node(Sequence, l.text, l.number)
	base := len(l.openElements)
	if l.enter() {
		return l.refuse()
	}
	for l.more && l.column() == column && l.isDash() {
		if l.isFar(column, false) {
			l.openElements = append(l.openElements, l.leaveOut())
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

// element reads what is behind the dash at the column.
func (l *lines) element(column int) *Node {
	behind := l.text + 1
	p := l.skip(behind)
	if l.isEnd(p) {
		line := l.number
		if l.advance(); l.more && l.column() > column {
			return l.block(l.column())
		}
		return l.null(behind, line)
	}
	l.text = p
	if l.isDash() {
		return l.sequence(l.column())
	}
	if key, behind := l.key(p); key != nil {
		return l.mappingFrom(l.column(), key, behind)
	}
	return l.scalar(p, column)
}
