package yamlbytes

import (
	"bytes"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

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
