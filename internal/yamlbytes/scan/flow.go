package scan

// FlowEnd returns the offset after the bracket that closes the flow collection at p, on
// whatever line; false where something in it is not understood.
func FlowEnd(src []byte, p int) (end int, ok bool) {
	f := flowScanner{src: src}
	return f.end(p)
}

// FlowEndComma is FlowEnd, and reports whether a comma is the last token before the
// closing bracket.
func FlowEndComma(src []byte, p int) (end int, comma, ok bool) {
	f := flowScanner{src: src}
	end, ok = f.end(p)
	return end, f.comma, ok
}

// FlowParts returns where the entries of the flow collection at p, or its elements, begin and end,
// without the commas between them; false where something in it is not understood.
func FlowParts(src []byte, p int) (parts []Part, ok bool) {
	f := flowScanner{src: src, node: true}
	part := Part{Start: -1}
	for i := p; i < len(src); {
		before, c := len(f.open), src[i]
		next, ok := f.token(i)
		ends := len(f.open) == 0 || before == 1 && len(f.open) == 1 && c == ','
		switch {
		case !ok:
			return nil, false
		case before == 0 || IsBlank(c) || c == '#':
		case !ends && part.Start < 0:
			part = Part{i, next}
		case !ends:
			part.End = next
		case part.Start >= 0:
			parts, part.Start = append(parts, part), -1
		}
		if len(f.open) == 0 {
			return parts, true
		}
		i = next
	}
	return nil, false
}

// A Part is the extent of an entry or an element of a flow collection.
type Part struct{ Start, End int }

// A flowScanner finds where a flow collection ends.
//
// Proof that it is right: a quote, a bracket, a tag, an anchor and an alias are such only
// where a node may begin: after an opening bracket, a comma, the colon of a key, a
// question mark, or the properties of the node itself, with blanks, line breaks and
// comments between. The field node is true exactly there. Everywhere else those characters
// are refused, so that none inside a plain scalar is taken for more than text. Of plain
// scalars only words of letters, digits and $ - . / _ + are understood, between which other
// signs but quotes, commas and brackets may be: they end at the first character that is no
// such word; and << and ~ alone. Inside quotes only the closing quote counts.
type flowScanner struct {
	src   []byte
	open  []byte // the brackets that are open
	alias bool   // there is an alias
	comma bool   // the last token was a comma
	node  bool   // a node may begin here
	// json is true after a quoted scalar or a closing bracket: there a colon ends a key
	// without a blank after it.
	json bool
}

func (f *flowScanner) end(p int) (end int, ok bool) {
	f.node = true
	for i := p; i < len(f.src); {
		if i, ok = f.token(i); !ok {
			return p, false
		}
		if len(f.open) == 0 {
			return i, true
		}
	}
	return p, false
}

// token skips one token, or one blank.
func (f *flowScanner) token(i int) (next int, ok bool) {
	c := f.src[i]
	switch {
	case IsBlank(c):
		return i + 1, true
	case c == '#':
		end := LineEnd(f.src, i)
		return end, IsBlank(f.src[i-1]) && !HasYAML11Breaks(f.src[i:end]) // which end the comment
	case c == '}' || c == ']':
		return i + 1, f.close(c)
	}
	f.comma = c == ','
	switch {
	case f.comma:
		f.node, f.json = true, false
		return i + 1, true
	case c == ':':
		ok = !f.node && (f.json || i+1 < len(f.src) && IsBlank(f.src[i+1]))
		f.node, f.json = true, false
		return i + 1, ok
	case f.node:
		return f.begin(i)
	}
	return i, false
}

// begin skips the first token of a node.
func (f *flowScanner) begin(i int) (next int, ok bool) {
	switch c := f.src[i]; {
	case c == '{' || c == '[':
		f.open = append(f.open, c)
		return i + 1, true
	case c == '"' || c == '\'':
		f.node, f.json = false, true
		return SkipQuoted(f.src, i)
	case c == '?':
		return i + 1, i+1 < len(f.src) && IsBlank(f.src[i+1])
	case c == '<' && i+1 < len(f.src) && f.src[i+1] == '<': // the key of a merge
		f.node = false
		return i + 2, true
	case c == '~': // null
		f.node = false
		return i + 1, i+1 < len(f.src) && (IsBlank(f.src[i+1]) || IsFlowEnd(f.src[i+1]))
	case c == '&' || c == '!' || c == '*':
		f.node, f.alias = c != '*', f.alias || c == '*'
		return f.name(i)
	}
	f.node = false
	return f.plain(i)
}

func (f *flowScanner) close(c byte) bool {
	last := len(f.open) - 1
	if f.open[last] != c-2 { // [ and ], { and } are two apart in ASCII
		return false
	}
	f.open, f.node, f.json = f.open[:last], false, true
	f.comma = f.comma && last == 0 // of the whole collection
	return true
}

// name skips an anchor or a tag, which a blank must follow, or an alias, which may also
// end the entry.
func (f *flowScanner) name(i int) (next int, ok bool) {
	end, ok := skipName(f.src, i)
	return end, ok && end < len(f.src) && (IsBlank(f.src[end]) || f.src[i] == '*' && IsFlowEnd(f.src[end]))
}

// plain skips the words of a plain scalar on one line.
func (f *flowScanner) plain(i int) (next int, ok bool) {
	if !f.isWord(i) || f.src[i] == '-' && !f.isWord(i+1) {
		return i, false
	}
	for {
		for f.isWord(i) || f.isInside(i) && f.isWord(i+1) {
			i++
		}
		more := SkipSpaces(f.src, i, len(f.src))
		if more == i || !f.isWord(more) {
			return i, true
		}
		i = more
	}
}

// isWord reports whether a word may begin with the character, isInside whether it may be
// between two of them.
func (f *flowScanner) isWord(i int) bool {
	return i < len(f.src) && (keyBytes[f.src[i]] || f.src[i] == '+')
}

func (f *flowScanner) isInside(i int) bool {
	if i >= len(f.src) {
		return false
	}
	switch f.src[i] {
	case ':', '@', '=', '?', '%', '&', '*', '!', '|', '(', ')', '~', '^', ';', '<', '>', '#':
		return true
	}
	return false
}
