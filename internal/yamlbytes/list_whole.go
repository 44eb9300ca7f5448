package yamlbytes

import "bytes"

// ReadListWhole is ReadList through the YAML parser alone: one tree over the
// whole list, in which anchors reach from item to item.
func ReadListWhole(src []byte) (*List, error) {
	root, err := parse(src, textStart(src), len(src))
	if err != nil {
		return nil, err
	}
	if root == nil || root.Kind != Mapping {
		return nil, &Error{1, "a ResourceList (config.kubernetes.io/v1) is expected, this is not a map"}
	}
	if err := root.refuseDuplicates(); err != nil {
		return nil, err
	}
	if err := checkListKind(root.Text("apiVersion"), root.Text("kind")); err != nil {
		return nil, err
	}
	list := &List{src: src, results: section{-1, -1}}
	if err := list.addItems(root); err != nil {
		return nil, err
	}
	if config := root.Get("functionConfig"); config != nil && config.Kind == Mapping {
		list.Config = list.alone(root, config)
	}
	return list, list.placeResults(root)
}

// alone returns the text of a field's value so that it can be read by itself: a
// flow collection as it is, a block with its first line as deep as the others.
func (l *List) alone(root, n *Node) []byte {
	s := newScanner(l.src, n.offset)
	if end, err := s.skipFlow(n.offset); err == nil && s.at(n.offset) == '{' {
		return l.src[n.offset:end]
	}
	margin := n.offset - 1 - bytes.LastIndexByte(l.src[:n.offset], '\n')
	return append(bytes.Repeat([]byte(" "), margin), l.src[n.offset:l.behind(root, n)]...)
}

// addItems takes the entries of items, which may be missing or null.
func (l *List) addItems(root *Node) error {
	items := root.Get("items")
	l.placeItems(root, items)
	text := newSource(l.src)
	if items == nil || items.Kind == Scalar && !items.text {
		return nil
	}
	if items.Kind != Sequence {
		return &Error{items.Line, "items is " + items.Kind.String() + ", a list is expected"}
	}
	end := l.behind(root, items)
	for i, n := range items.Items {
		n.twice = root.twice
		item := Item{src: text, start: n.offset, end: end, root: n}
		if i+1 < len(items.Items) {
			item.end = max(n.offset, items.Items[i+1].offset)
		}
		l.Items = append(l.Items, item)
	}
	return nil
}

// placeItems notes where the items stand.
func (l *List) placeItems(root, items *Node) {
	if items == nil {
		return
	}
	key := root.keyOf(items)
	colon := bytes.IndexByte(l.src[key.offset:], ':') + key.offset + 1
	l.items = itemsPlace{colon: colon, empty: section{colon, colon}}
	s := newScanner(l.src, items.offset)
	switch open, ok := s.skipProperties(items.offset); {
	case items.Kind == Scalar && items.Value != "":
		l.items.empty = section{items.offset, items.offset + len(items.Value)}
	case ok && items.Kind == Sequence && s.at(open) == '[':
		l.items.flow = true
		if end, err := s.skipFlow(open); err == nil {
			l.items.empty = section{open, end}
		}
	case len(items.Items) > 0:
		l.items.entry = max(0, items.offset-lineStart(l.src, items.offset))
	}
}

// behind returns where the field whose value is n ends: at the next field.
func (l *List) behind(root, n *Node) int {
	for i, p := range root.Pairs {
		if p.Value == n && i+1 < len(root.Pairs) {
			return max(n.offset, root.Pairs[i+1].Key.offset)
		}
	}
	return len(l.src)
}

// placeResults finds where results stand or may be added.
func (l *List) placeResults(root *Node) error {
	s := newScanner(l.src, root.offset)
	l.JSON = s.at(root.offset) == '{'
	l.end = documentEnd(l.src, root.offset)
	if l.JSON {
		end, err := s.skipFlow(root.offset)
		if err != nil {
			return &Error{root.Line, "the list's closing bracket was not found"}
		}
		l.end = end - 1
	} else if len(root.Pairs) > 0 {
		key := root.Pairs[0].Key.offset
		for l.indent < key && l.src[key-l.indent-1] == ' ' {
			l.indent++
		}
	}
	for _, p := range root.Pairs {
		if p.Key.Value == "results" {
			return l.keepResults(s, root, p)
		}
	}
	return nil
}

// documentEnd returns where the document that holds pos ends: at a marker, which
// counts wherever it stands, or with the text.
func documentEnd(src []byte, pos int) int {
	for pos < len(src) {
		end := lineEnd(src, pos)
		if end < len(src) && isMarker(src[end:lineEnd(src, end)]) && src[end] != '%' {
			return end
		}
		pos = end
	}
	return pos
}

// keepResults notes the extent of the results that are there.
func (l *List) keepResults(s *scanner, root *Node, p Pair) error {
	l.results = section{p.Key.offset, l.behind(root, p.Value)}
	if !l.JSON {
		l.results.start -= l.indent
		return nil
	}
	end, err := s.skipFlow(p.Value.offset)
	if err != nil {
		return &Error{p.Key.Line, "results is not a list"}
	}
	l.results.end = end
	return nil
}
