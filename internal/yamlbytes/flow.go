package yamlbytes

// flowEnd returns the offset behind the bracket that closes the flow collection at p,
// on whatever line; false where something in it is not understood.
//
// Proof: a quote, a bracket, a tag, an anchor and an alias are such only where a node
// begins: behind a bracket that opens, a comma, the colon of a key, a question mark, or
// the properties of the node itself, with blanks, line breaks and comments between.
// node holds exactly there. Everywhere else those characters are refused, so that none
// inside a plain scalar is ever taken for more than text. Of plain scalars only words
// of letters, digits and $ - . / _ + are taken, between which other signs but quotes,
// commas and brackets may stand: they end at the first character that is no such word. In
// quotes nothing counts but the closing quote.
func flowEnd(src []byte, p int) (end int, ok bool) {
	f := flowScanner{src: src}
	return f.end(p)
}

type flowScanner struct {
	src   []byte
	open  []byte // the brackets that are open
	alias bool   // there is an alias
	comma bool   // the last token was a comma
	node  bool   // a node may begin here
	// json is set behind a quoted scalar or a bracket, after which a colon ends a key
	// without a blank behind it.
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

// token passes one token, or one blank.
func (f *flowScanner) token(i int) (next int, ok bool) {
	c := f.src[i]
	switch {
	case isBlank(c):
		return i + 1, true
	case c == '#':
		return lineEnd(f.src, i), isBlank(f.src[i-1])
	case c == '}' || c == ']':
		return i + 1, f.close(c)
	}
	f.comma = c == ','
	switch {
	case f.comma:
		f.node, f.json = true, false
		return i + 1, true
	case c == ':':
		ok = !f.node && (f.json || i+1 < len(f.src) && isBlank(f.src[i+1]))
		f.node, f.json = true, false
		return i + 1, ok
	case f.node:
		return f.begin(i)
	}
	return i, false
}

// begin passes what begins a node.
func (f *flowScanner) begin(i int) (next int, ok bool) {
	switch c := f.src[i]; {
	case c == '{' || c == '[':
		f.open = append(f.open, c)
		return i + 1, true
	case c == '"' || c == '\'':
		f.node, f.json = false, true
		return skipQuoted(f.src, i)
	case c == '?':
		return i + 1, i+1 < len(f.src) && isBlank(f.src[i+1])
	case c == '&' || c == '!' || c == '*':
		f.node, f.alias = c != '*', f.alias || c == '*'
		return f.name(i)
	}
	f.node = false
	return f.plain(i)
}

func (f *flowScanner) close(c byte) bool {
	last := len(f.open) - 1
	if f.open[last] != c-2 { // as [ and ], { and } stand in ASCII
		return false
	}
	f.open, f.node, f.json = f.open[:last], false, true
	f.comma = f.comma && last == 0 // of the whole collection
	return true
}

// name passes an anchor or a tag, behind which a blank stands, or an alias, which may
// also end the entry.
func (f *flowScanner) name(i int) (next int, ok bool) {
	end, ok := name(f.src, i)
	return end, ok && end < len(f.src) && (isBlank(f.src[end]) || f.src[i] == '*' && isFlowEnd(f.src[end]))
}

func isFlowEnd(c byte) bool { return c == ',' || c == ']' || c == '}' }

// plain passes the words of a plain scalar on one line.
func (f *flowScanner) plain(i int) (next int, ok bool) {
	if !f.isWord(i) || f.src[i] == '-' && !f.isWord(i+1) {
		return i, false
	}
	for {
		for f.isWord(i) || f.isInside(i) && f.isWord(i+1) {
			i++
		}
		more := skipSpaces(f.src, i, len(f.src))
		if more == i || !f.isWord(more) {
			return i, true
		}
		i = more
	}
}

// isWord reports whether a word may begin with the character, isInside whether it may
// stand between two of them.
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
