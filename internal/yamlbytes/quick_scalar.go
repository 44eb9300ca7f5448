package yamlbytes

import (
	"bytes"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// key reads the key at p, and returns where its colon ends; nil where there is none
// that is known.
func (l *lineReader) key(p int) (*Node, int) {
	if c := l.src[p]; c == '"' || c == '\'' {
		end, n := l.quoted(p)
		if n == nil || !l.isColon(end) || end-p > scan.LongestKey {
			return nil, 0
		}
		return n, end + 1
	}
	i := l.plainKey(p)
	if i < 0 {
		return nil, 0
	}
	n := l.node(Scalar, p, l.number)
	n.Value = l.keyText(l.src[p:i])
	return n, i + 1
}

// plainKey returns where an unquoted key ends that begins at p, -1 where there is none.
func (l *lineReader) plainKey(p int) int {
	i := p
	for i < l.stop && scan.IsKeyByte(l.src[i]) {
		i++
	}
	if i == p || i-p > scan.LongestKey || !l.isColon(i) || l.src[p] == '-' || l.src[p] == '.' {
		return -1
	}
	return i
}

// isColon reports whether there is a colon at p that ends a key.
func (l *lineReader) isColon(p int) bool {
	return p < l.stop && l.src[p] == ':' && (p+1 == l.stop || l.src[p+1] == ' ')
}

// scalar reads the value at p, whose lines are deeper than the column. It goes on to
// the next line, which must not be as deep: it would belong to the scalar.
func (l *lineReader) scalar(p, column int) *Node {
	var n *Node
	end := p
	switch c := l.src[p]; c {
	case '"', '\'':
		end, n = l.quoted(p)
	case '{', '[':
		end, n = l.flow(p)
	case '|':
		return l.literal(p, column)
	default:
		return l.plain(p, column)
	}
	if n == nil || end < l.stop && (l.src[end] != ' ' || !l.isEnd(l.skip(end))) {
		return l.refuse()
	}
	return l.endScalar(n, column)
}

// endScalar goes to the line after a scalar, which must not be deeper than the column: it would
// belong to the scalar.
func (l *lineReader) endScalar(n *Node, column int) *Node {
	if l.advance(); l.more && l.column() > column {
		return l.refuse()
	}
	return n
}

// plain reads an unquoted scalar. Its first character is no indicator, and it holds
// no colon of a key. A comment may follow it.
func (l *lineReader) plain(p, column int) *Node {
	switch c := l.src[p]; {
	case c == '-' && p+1 < l.stop && l.src[p+1] != ' ':
	case scan.IsKeyByte(c) && c != '-', c == '(', c == '+', c == '~', c == '^', c == '=', c == '\\', c == ';':
	default:
		return l.refuse()
	}
	end := l.stop
	for i, c := range l.src[p:l.stop] {
		if c != ':' && c != '#' {
			continue
		}
		i += p
		if c == ':' && (i+1 == l.stop || l.src[i+1] == ' ') {
			return l.refuse()
		}
		if c == '#' && l.src[i-1] == ' ' {
			end = i
			break
		}
	}
	for l.src[end-1] == ' ' {
		end--
	}
	n := l.node(Scalar, p, l.number)
	n.Value = string(l.src[p:end])
	return l.endScalar(n, column)
}

// quoted reads a quoted scalar that ends on its line, and returns where; nil for one
// that goes on, or has escapes that are not known here.
func (l *lineReader) quoted(p int) (int, *Node) {
	quote := l.src[p]
	i := bytes.IndexByte(l.src[p+1:l.stop], quote)
	if i < 0 {
		return p, nil
	}
	n := l.node(Scalar, p, l.number)
	end := p + 1 + i
	n.style = singleQuoted
	if quote == '"' {
		n.style = doubleQuoted
		if bytes.IndexByte(l.src[p+1:end], '\\') >= 0 {
			return l.escaped(p, n)
		}
	} else if end+1 < l.stop && l.src[end+1] == quote {
		return p, nil
	}
	n.Value = string(l.src[p+1 : end])
	return end + 1, n
}

// escaped reads a scalar in double quotes into n, with the escapes that programs write most; nil
// for one with others.
func (l *lineReader) escaped(p int, n *Node) (int, *Node) {
	var b strings.Builder
	for i := p + 1; i < l.stop; i++ {
		switch c := l.src[i]; c {
		case '"':
			n.Value = b.String()
			return i + 1, n
		case '\\':
			i++
			if i >= l.stop || l.src[i] == '/' { // the parser refuses \/, though YAML 1.2 has it
				return p, nil
			}
			c := unescaped(l.src[i])
			if c == 0 {
				return p, nil
			}
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return p, nil
}

// unescaped returns the character that an escape means, 0 for one that is not known here.
func unescaped(c byte) byte {
	switch c {
	case 'n':
		return '\n'
	case 't':
		return '\t'
	case '"', '\\', '/':
		return c
	}
	return 0
}

// literal reads a literal block, whose header is at p.
func (l *lineReader) literal(p, column int) *Node {
	n := l.node(Scalar, p, l.number)
	n.style = literal
	header := string(l.src[p:l.stop])
	if header != "|" && header != "|-" && header != "|+" {
		return l.refuse()
	}
	start, end, indent, count := l.literalLines(column)
	if indent <= column || l.src[end-1] != '\n' {
		return l.refuse()
	}
	n.Value = dedent(l.src[start:end], indent, count)
	switch text := strings.TrimRight(n.Value, "\n"); {
	case text == "":
		return l.refuse()
	case header == "|-":
		n.Value = text
	case header == "|":
		n.Value = n.Value[:len(text)+1]
	}
	return l.endScalar(n, column)
}

// literalLines finds the lines of a literal block after the header on the current line: those
// that are blank or as deep as the first. It goes to the last of them. It returns their extent, their
// indentation, -1 for a block that the parser must read, and how many they are.
func (l *lineReader) literalLines(column int) (start, end, indent, count int) {
	first, indent := l.at+1, -1
	next := first
	for ; next+1 < len(l.index.Lines); next++ {
		line, stop := l.index.Lines[next].Start, l.index.Lines[next+1].Start-1
		p := scan.SkipSpaces(l.src, line, stop)
		switch blank := p == stop; {
		case blank && indent < 0 && p > line:
			return line, line, -1, 0 // spaces on blank lines before the first one count for the indentation
		case blank:
			continue
		case indent < 0 && l.src[p] == '\t':
			return line, line, -1, 0
		case indent < 0 && p-line > column:
			indent = p - line
		}
		if p-line < indent || indent < 0 {
			break
		}
	}
	l.at = next - 1
	return l.index.Lines[first].Start, min(l.index.Lines[next].Start, l.end), indent, next - first
}

// dedent removes the indentation of every line.
func dedent(text []byte, indent, count int) string {
	var b strings.Builder
	b.Grow(max(len(text)-indent*count, 0) + count)
	for len(text) > 0 {
		end := scan.LineEnd(text, 0)
		if end > indent {
			b.Write(text[indent:end])
		} else {
			b.WriteByte('\n')
		}
		text = text[end:]
	}
	return b.String()
}
