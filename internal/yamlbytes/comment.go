package yamlbytes

import "bytes"

// AddComment returns the edit that puts a comment, from its #, behind the scalar n
// on its line. An *finding.Finding is returned where none can stand: in a flow collection that
// goes on, behind a scalar of several lines or a block scalar, and where another
// comment stands already.
func (it *Item) AddComment(n *Node, comment string) (Edit, error) {
	_, end, ok := it.span(n)
	if !ok || n.style == literal || n.style == folded {
		return Edit{}, problemAt(it.LineOf(n), "the value is a block, or more than one line")
	}
	if n.style == singleQuoted || n.style == doubleQuoted {
		end++
	}
	switch rest := bytes.TrimSpace(it.src.text[end:lineEnd(it.src.text, end)]); {
	case len(rest) == 0 && !n.inFlow:
		return Edit{end, end, " " + comment}, nil
	case len(rest) > 0 && rest[0] == '#':
		return Edit{}, problemAt(it.LineOf(n), "another comment stands behind the value")
	}
	return Edit{}, problemAt(it.LineOf(n), "the value stands in a collection between brackets")
}
