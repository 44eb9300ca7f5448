package yamlbytes

import (
	"bytes"
	"math"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// ReadListWhole is ReadList through the YAML parser alone: one tree over the
// whole list, in which anchors reach from item to item.
func ReadListWhole(src []byte) (*List, error) {
	root, err := parse(src, scan.TextStart(src), len(src))
	if err != nil {
		return nil, err
	}
	if root == nil || root.Kind != Mapping {
		return nil, problemAt(1, "a ResourceList (config.kubernetes.io/v1) is expected, this is not a map")
	}
	if err := root.refuseDuplicates(); err != nil {
		return nil, err
	}
	if err := checkListKind(root.Text("apiVersion"), root.Text("kind")); err != nil {
		return nil, err
	}
	if last := root.Pairs[len(root.Pairs)-1]; last.Merged {
		return nil, problemAt(last.Key.Line, "a merge key (<<) is among the list's own fields; write them out")
	}
	for i := range root.Pairs {
		if err := checkOwnField(&root.Pairs[i]); err != nil {
			return nil, err
		}
	}
	list := &List{src: src, results: section{-1, -1}}
	list.placeFields(root)
	if err := list.addItems(root); err != nil {
		return nil, err
	}
	if config := root.Get("functionConfig"); config != nil && config.Kind == Mapping {
		list.Config = list.alone(root, config)
	}
	return list, list.placeResults(root)
}

// checkOwnField refuses a field of the list itself by whose place nobody could tell where it is: an alias has the
// place of its anchor. What is in results goes, so no anchor may be there either.
func checkOwnField(p *Pair) error {
	name := finding.Quote(p.Key.Value)
	own := p.Key.Value == "items" || p.Key.Value == "results"
	switch {
	case p.Key.Anchor != "":
		return problemAt(p.Key.Line, "the list's own key "+name+" has an anchor or is an alias; write the key alone")
	case own && p.Value.offset < p.Key.offset:
		return problemAt(p.Key.Line, "the list's own field "+name+" is an alias; write its value there")
	case own && p.Value.Kind == Scalar && p.Value.Anchor != "":
		return problemAt(p.Key.Line, "the list's own field "+name+" is empty and has an anchor; write it without")
	case p.Key.Value == "results" && p.Value.defines(p.Key.offset, math.MaxInt):
		return problemAt(p.Key.Line, "there is an anchor in the list's results, which are replaced; write its value where an alias needs it")
	}
	return nil
}

// alone returns the text of a field's value so that it can be read by itself: a
// flow collection as it is, with its tag and anchor, a block with its first line as deep as the others.
func (l *List) alone(root, n *Node) []byte {
	if open := scan.SkipProperties(l.src, n.offset); open < len(l.src) && l.src[open] == '{' {
		if end, ok := scan.FlowEnd(l.src, open); ok {
			return l.src[n.offset:end]
		}
	}
	margin := 0
	for margin < n.offset && l.src[n.offset-margin-1] == ' ' {
		margin++
	}
	return append(bytes.Repeat([]byte(" "), margin), l.src[n.offset:l.fieldEnd(root, n)]...)
}

// addItems adds the entries of items, which may be missing or null.
func (l *List) addItems(root *Node) error {
	items := root.Get("items")
	l.placeItems(root, items)
	text := newSource(l.src)
	if items == nil || items.Kind == Scalar && !items.IsText() {
		return nil
	}
	if items.Kind != Sequence {
		return problemAt(items.Line, "items is "+items.Kind.String()+", a list is expected")
	}
	end := l.fieldEnd(root, items)
	for i, n := range items.Items {
		n.duplicateKey = root.duplicateKey
		item := Item{src: text, start: n.offset, end: end, root: n}
		if i+1 < len(items.Items) {
			item.end = max(n.offset, items.Items[i+1].offset)
		}
		l.Items = append(l.Items, item)
	}
	return nil
}

// placeItems notes where the items are.
func (l *List) placeItems(root, items *Node) {
	if items == nil {
		return
	}
	at := slices.IndexFunc(root.Pairs, func(p Pair) bool { return p.Key.Value == "items" && p.Value == items })
	colon := l.colonOf(root.Pairs[at].Key)
	l.items = itemsPlace{colon: colon, empty: section{colon, colon}, list: items}
	switch open := scan.SkipProperties(l.src, items.offset); {
	case items.Kind == Scalar && items.Value != "":
		l.items.empty = section{items.offset, open + len(items.Value)}
	case items.Kind == Sequence && open < len(l.src) && l.src[open] == '[':
		l.items.flow = true
		if end, ok := scan.FlowEnd(l.src, open); ok {
			l.items.empty = section{open, end}
		}
	case len(items.Items) > 0:
		l.items.entry = open - scan.LineStart(l.src, open)
	}
}

// colonOf returns the offset behind the colon of a field; -1 where a comment comes between.
func (l *List) colonOf(key *Node) int {
	end, ok := (&Item{src: newSource(l.src), end: len(l.src)}).endOf(key)
	if !ok {
		return -1
	}
	for end < len(l.src) && scan.IsBlank(l.src[end]) {
		end++
	}
	if end == len(l.src) || l.src[end] != ':' {
		return -1
	}
	return end + 1
}

// fieldEnd returns where the field whose value is n ends: at the next field.
func (l *List) fieldEnd(root, n *Node) int {
	for i, p := range root.Pairs {
		if p.Value == n && i+1 < len(root.Pairs) {
			return max(n.offset, l.fieldStart(root.Pairs[i+1].Key))
		}
	}
	return len(l.src)
}

// fieldStart returns where a field of the list starts: at its key, or the question mark
// before it, which may be on a line above.
func (l *List) fieldStart(key *Node) int {
	start := scan.YAML11LineStart(l.src, key.offset)
	if l.JSON || key.offset == start+l.indent {
		return key.offset
	}
	for {
		if at := start + l.indent; l.src[at] == '?' {
			return at
		}
		if start == 0 {
			return key.offset
		}
		start = scan.YAML11LineStart(l.src, start-1)
	}
}

// last returns the last scalar or empty collection of a tree.
func (n *Node) last() *Node {
	for {
		switch {
		case len(n.Pairs) > 0:
			n = n.Pairs[len(n.Pairs)-1].Value
		case len(n.Items) > 0:
			n = n.Items[len(n.Items)-1]
		default:
			return n
		}
	}
}

// placeFields notes how the list is written, and how deep its fields are.
func (l *List) placeFields(root *Node) {
	open := scan.SkipProperties(l.src, root.offset)
	l.JSON = open < len(l.src) && l.src[open] == '{'
	first := root.offset
	if open > first && len(root.Pairs) > 0 {
		first = root.Pairs[0].Key.offset
	}
	for !l.JSON && l.indent < first && l.src[first-l.indent-1] == ' ' {
		l.indent++
	}
}

// placeResults finds where results are or may be added.
func (l *List) placeResults(root *Node) error {
	l.end = documentEnd(l.src, root.offset)
	if l.JSON {
		open := scan.SkipProperties(l.src, root.offset)
		end, comma, ok := scan.FlowEndComma(l.src, open)
		l.comma = comma
		if !ok {
			return problemAt(root.Line, "the list's closing bracket was not found; write the list as JSON or in lines")
		}
		l.end = end - 1
	} else if last := root.last(); l.src[len(l.src)-1] != '\n' && (last.style == literal || last.style == folded) {
		// Of a block scalar without a line feed the field would become a part.
		l.end = scan.YAML11LineStart(l.src, l.fieldStart(root.Pairs[len(root.Pairs)-1].Key))
	}
	for _, p := range root.Pairs {
		if p.Key.Value == "results" {
			return l.keepResults(root, p)
		}
	}
	return nil
}

// documentEnd returns where the document that holds pos ends: at a marker, which
// counts inside quotes too, or with the text.
func documentEnd(src []byte, pos int) int {
	for pos < len(src) {
		end := scan.YAML11LineEnd(src, pos)
		if end < len(src) && scan.IsMarker(src[end:]) && src[end] != '%' {
			return end
		}
		pos = end
	}
	return pos
}

// keepResults notes the extent of the results that are there.
func (l *List) keepResults(root *Node, p Pair) error {
	l.results = section{l.fieldStart(p.Key), l.fieldEnd(root, p.Value)}
	if !l.JSON {
		l.results.start -= l.indent
		if end := l.results.end; scan.YAML11LineStart(l.src, end) == end-l.indent {
			l.results.end -= l.indent
		}
		return nil
	}
	if written := p.Value.Value; written != "" && p.Value.IsNull() && bytes.HasPrefix(l.src[p.Value.offset:], []byte(written)) {
		l.results.end = p.Value.offset + len(written)
		return nil
	}
	end, ok := scan.FlowEnd(l.src, p.Value.offset)
	if l.src[p.Value.offset] != '[' || !ok {
		return problemAt(p.Key.Line, "results is not a list of a known form; remove it")
	}
	l.results.end = end
	return nil
}
