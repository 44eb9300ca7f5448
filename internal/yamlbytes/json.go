package yamlbytes

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// isJSON reports whether the text is one JSON map or list. The YAML parser does not
// read all of these: it follows YAML 1.1, which knows no escaped slashes, no surrogate
// pairs, and no keys of more than 1,024 characters.
func isJSON(text []byte) bool {
	return beginsJSON(text) && json.Valid(text) && utf8.Valid(text)
}

func beginsJSON(text []byte) bool {
	for _, c := range text {
		if !scan.IsBlank(c) {
			return c == '{' || c == '['
		}
	}
	return false
}

// A jsonReader makes the tree of JSON text, which is valid.
type jsonReader struct {
	src  []byte
	pos  int
	line int
	refusals
}

// parseJSON reads src[start:end], which holds one map or list in JSON. Lines are counted
// from its first. Keys that are twice in one map are refused.
func parseJSON(src []byte, start, end int) (*Node, []Refusal) {
	r := jsonReader{src: src[:end], pos: start, line: 1}
	root := r.value()
	root.inFlow = false
	return root, r.refused
}

// skip passes white space, commas and colons.
func (r *jsonReader) skip() byte {
	for {
		switch c := r.src[r.pos]; c {
		case '\n':
			r.line++
		case ' ', '\t', '\r', ',', ':':
		default:
			return c
		}
		r.pos++
	}
}

func (r *jsonReader) value() *Node {
	c := r.skip()
	n := &Node{Line: r.line, offset: r.pos, inFlow: true, weight: 1}
	switch c {
	case '{':
		n.Kind = Mapping
		r.mapping(n)
		return n
	case '[':
		n.Kind = Sequence
		r.sequence(n)
		return n
	case '"':
		n.Value, n.style, n.tag = r.text(), doubleQuoted, "!!str"
		return n
	}
	for r.pos < len(r.src) && !scan.IsBlank(r.src[r.pos]) && !scan.IsFlowEnd(r.src[r.pos]) {
		r.pos++
	}
	n.Value = string(r.src[n.offset:r.pos])
	return n
}

func (r *jsonReader) mapping(n *Node) {
	r.pos++
	for r.skip() != '}' {
		key := r.value()
		n.Pairs = append(n.Pairs, Pair{Key: key, Value: r.value()})
	}
	r.pos++
	r.duplicates(n)
}

func (r *jsonReader) sequence(n *Node) {
	r.pos++
	for r.skip() != ']' {
		n.Items = append(n.Items, r.value())
	}
	r.pos++
}

// text reads the string at the position.
func (r *jsonReader) text() string {
	start := r.pos
	r.pos, _ = scan.SkipQuoted(r.src, start)
	return unquoteJSON(r.src[start:r.pos])
}

// unquoteJSON returns the text of a string in JSON; empty when it is none.
func unquoteJSON(quoted []byte) string {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return string(quoted[1 : len(quoted)-1])
	}
	var value string
	_ = json.Unmarshal(quoted, &value) // what is none stays empty
	return value
}

// jsonEnds returns where the values of a text end that follow each other, as in JSON lines,
// each with the rest of its line if that is blank; nil for any other text. A value that is
// cut off at the end of the text has no end.
func jsonEnds(text []byte) []int {
	if !beginsJSON(text) || json.Valid(text) {
		return nil
	}
	var ends []int
	decoder := json.NewDecoder(bytes.NewReader(text))
	for {
		var value json.RawMessage
		switch err := decoder.Decode(&value); {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return ends
		case err != nil || !beginsJSON(value):
			return nil
		}
		end := scan.SkipBlanks(text, int(decoder.InputOffset()))
		if rest := text[end:]; bytes.HasPrefix(rest, []byte("\r\n")) {
			end += 2
		} else if bytes.HasPrefix(rest, []byte("\n")) {
			end++
		}
		ends = append(ends, end)
	}
}

// Entries are the objects of a List (v1) in JSON, as kubectl get -o json prints it, each as
// an item of its own: nobody then needs the tree of thousands of them at once. It is nil for
// any other item, and for a List in which something else than objects is listed.
func (it *Item) Entries() []Item {
	text := it.Raw()
	if it.root != nil || it.entry || !beginsJSON(text) || !bytes.Contains(text, []byte(`"List"`)) || !isJSON(text) {
		return nil
	}
	r := listReader{jsonReader: jsonReader{src: it.src.text[:it.end], pos: it.start}}
	if r.skip() != '{' {
		return nil
	}
	r.pos++
	for r.skip() != '}' {
		if !r.field(it) {
			return nil
		}
	}
	if r.apiVersion != "v1" || r.kind != "List" {
		return nil
	}
	return r.entries
}

// A listReader reads the fields of a List.
type listReader struct {
	jsonReader
	apiVersion, kind string
	entries          []Item
}

// field reads the next field; false for one that only the whole tree tells.
func (r *listReader) field(it *Item) bool {
	key := r.text()
	c := r.skip()
	switch {
	case key == "apiVersion" && c == '"' && r.apiVersion == "":
		r.apiVersion = r.text()
	case key == "kind" && c == '"' && r.kind == "":
		r.kind = r.text()
	case key == "items" && c == '[' && r.entries == nil:
		return r.list(it)
	case key == "apiVersion", key == "kind", key == "items":
		return false
	default:
		r.pass()
	}
	return true
}

// list reads where the objects are.
func (r *listReader) list(it *Item) bool {
	r.entries = []Item{}
	r.pos++
	for r.skip() != ']' {
		start := r.pos
		if r.src[start] != '{' {
			return false
		}
		r.pass()
		r.entries = append(r.entries, Item{src: it.src, start: start, end: r.pos, json: true})
	}
	r.pos++
	return true
}

// pass goes behind the value at the position.
func (r *listReader) pass() {
	for depth := 0; ; {
		switch c := r.src[r.pos]; {
		case c == '"':
			r.pos, _ = scan.SkipQuoted(r.src, r.pos)
		case c == '{' || c == '[':
			depth++
			r.pos++
		case c == '}' || c == ']':
			depth--
			r.pos++
		case depth > 0:
			r.pos++
		default: // a number, true, false or null
			for !scan.IsBlank(r.src[r.pos]) && !scan.IsFlowEnd(r.src[r.pos]) {
				r.pos++
			}
		}
		if depth == 0 {
			return
		}
	}
}
