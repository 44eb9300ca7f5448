package yaml

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// A writer writes one document in any way that YAML has.
type writer struct {
	*grammar
	odd     int        // how much of a hundred is unusual
	known   []anchored // what the anchors of the document name, in their order: a seed is one text
	removed bool       // below what may be removed
	literal bool       // the last value is a block scalar, of which a deep comment would be text
}

type anchored struct {
	name  string
	value *tree
}

func (g *grammar) written(t *tree) string {
	if g.chance(8) {
		return g.jsonOf(t) + "\n"
	}
	w := &writer{grammar: g, odd: []int{0, 2, 5, 15}[g.IntN(4)]}
	if g.chance(8) {
		return w.flow(t, 0) + w.remark() + "\n"
	}
	return w.lines() + w.block(t, g.one3(0, 0, g.IntN(3)), 0)
}

func (g *grammar) jsonOf(t *tree) string {
	gap := func() string { return g.one("", "", "", " ", "\n", "\n  ", "\t") }
	var parts []string
	switch t.kind {
	case other:
		return t.text
	case str:
		text, _ := json.Marshal(t.text)
		return string(text)
	case list:
		for _, item := range t.items {
			parts = append(parts, gap()+g.jsonOf(item)+gap())
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	for i, item := range t.items {
		parts = append(parts, gap()+g.jsonOf(t.keys[i])+gap()+":"+gap()+g.jsonOf(item)+gap())
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// remark is a comment at the end of a line. Each has a number; those that may go with what is
// removed begin otherwise.
func (w *writer) remark() string {
	if !w.chance(8) {
		return ""
	}
	return w.one(" ", " ", "  ", "\t") + w.numbered()
}

func (w *writer) numbered() string {
	w.images++
	text := w.one("", "", " '", ` "`, " ]", " }", ",")
	if w.often(50) {
		text = " " + w.look()
	}
	if w.removed {
		return fmt.Sprintf("# gone%d%s", w.images, text)
	}
	return fmt.Sprintf("# keep%d.%s", w.images, text)
}

// lines stand between two lines.
func (w *writer) lines() string {
	if !w.chance(10) {
		return ""
	}
	most := 9
	if w.literal {
		most = 1
	}
	return w.times(1, 2, func() string { return w.one("\n", "  \n", spaces(w.IntN(most))+w.numbered()+"\n") })
}

// before is what may be before a value: a tag, an anchor that later values name.
func (w *writer) before(t *tree) string {
	text := ""
	if w.chance(w.odd) {
		w.images++
		name := fmt.Sprintf("a%d", w.images)
		w.known = append(w.known, anchored{name, t})
		text = "&" + name + " "
	}
	tag := [...]string{other: "", str: "!!str ", list: "!!seq ", object: "!!map "}[t.kind]
	if w.chance(w.odd) {
		text = w.one(text+tag, tag+text)
	}
	return text
}

// alias names an equal value before. One image that is everywhere is none: with an alias of it, another field
// would change.
func (w *writer) alias(t *tree) string {
	if t.is(sameReference) {
		return ""
	}
	for _, a := range w.known {
		if t != a.value && t.same(a.value, true) {
			return w.one("*"+a.name, "*"+a.name, "")
		}
	}
	return ""
}

func (w *writer) scalar(t *tree) string {
	switch single := "'" + strings.ReplaceAll(t.text, "'", "''") + "'"; {
	case t.kind == other && t.text == "null":
		return w.one("null", "~", "Null")
	case t.kind == other:
		return t.text
	case strings.Contains(t.text, "\n"), w.chance(10):
		text, _ := json.Marshal(t.text)
		return string(text)
	case t.text != "" && simple(t.text) && !w.chance(20):
		return t.text
	default:
		return single
	}
}

// simple reports whether a text may be a plain scalar anywhere.
func simple(text string) bool {
	return strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./:") == "" && !strings.HasSuffix(text, ":") &&
		strings.ContainsAny(text[:1], "abcdefghijklmnopqrstuvwxABCDEFGHIJKLMOPQRSUVWXZ") && !slices.Contains([]string{"no", "on", "off", "null", "true", "false"}, text)
}

// key writes a key: now and then with an anchor, or as an alias, which is not followed by a colon at once.
func (w *writer) key(t *tree) string {
	if w.chance(w.odd) {
		if alias := w.alias(t); alias != "" {
			return alias + " "
		}
	}
	if w.chance(w.odd / 3) {
		w.images++
		name := fmt.Sprintf("a%d", w.images)
		w.known = append(w.known, anchored{name, t})
		return "&" + name + " " + w.keyText(t)
	}
	return w.keyText(t)
}

func (w *writer) keyText(t *tree) string {
	if w.chance(5) || !simple(t.text) {
		text, _ := json.Marshal(t.text)
		return w.one(string(text), "'"+strings.ReplaceAll(t.text, "'", "''")+"'")
	}
	return t.text
}

// goesAway reports whether what stands at a key may go away.
func goesAway(key string) bool {
	return key == "imagePullSecrets" || key == "secretRef" || key == "results"
}

// below writes what is at a key.
func (w *writer) below(key string, write func() string) string {
	was := w.removed
	w.removed = was || goesAway(key)
	defer func() { w.removed = was }()
	return write()
}

// flow writes a value in brackets.
func (w *writer) flow(t *tree, indent int) string {
	w.literal = false
	if alias := w.alias(t); alias != "" {
		return alias + " "
	}
	text := w.before(t)
	if t.kind <= str {
		return text + w.scalar(t)
	}
	gap := func() string {
		if w.chance(12) {
			return w.one("\n", " "+w.numbered()+"\n", "\n", "\n"+spaces(indent+1)+w.numbered()+"\n") + spaces(indent+1+w.IntN(3))
		}
		return w.one("", " ", "", " ", "\t")
	}
	var parts []string
	was, goes := w.removed, false
	for i, item := range t.items {
		w.removed = was || goes // a comment behind the comma is about what is before it
		part := gap()
		goes = slices.Contains(generated, item) || t.kind == object && goesAway(t.keys[i].text)
		w.removed = was || goes
		if t.kind == object {
			if w.chance(w.odd) {
				part += "? "
			}
			part += w.key(t.keys[i]) + w.one(": ", ": ", ": ", " : ", ":\n"+spaces(indent+2))
		}
		parts = append(parts, part+w.flow(item, indent)+gap())
	}
	w.removed = was || goes
	end := ""
	if len(parts) > 0 && w.chance(8) {
		end = "," + gap()
	}
	w.removed = was
	if t.kind == object {
		return text + "{" + strings.Join(parts, ",") + end + "}"
	}
	return text + "[" + strings.Join(parts, ",") + end + "]"
}

// block writes a map or a list in lines, at the column.
func (w *writer) block(t *tree, column, depth int) string {
	text := ""
	if was := w.removed; t.kind == list {
		defer func() { w.removed = was }()
		for _, item := range t.items {
			w.removed = w.removed || slices.Contains(generated, item)
			dash := spaces(column) + "-"
			if item.kind == object && len(item.keys) > 0 && w.chance(75) && w.alias(item) == "" {
				inner := w.block(item, column+2, depth+1)
				if strings.HasPrefix(inner, spaces(column+2)) {
					text += dash + inner[column+1:]
					continue
				}
			}
			text += dash + w.value(item, column, depth) + w.lines()
		}
		return text
	}
	merged := -1
	if len(t.keys) > 1 && w.chance(w.odd) && depth > 0 {
		merged = w.IntN(len(t.keys))
	}
	for i, item := range t.items {
		key := w.key(t.keys[i])
		text += w.below(t.keys[i].text, func() string {
			switch {
			case i == merged:
				one := &tree{kind: object, keys: t.keys[i : i+1], items: t.items[i : i+1]}
				return spaces(column) + "<<: " + w.flow(one, column) + w.remark() + "\n"
			case w.chance(w.odd / 3):
				return spaces(column) + "? " + key + "\n" + spaces(column) + ":" + w.value(item, column, depth)
			}
			if w.chance(w.odd) {
				key += " "
			}
			return spaces(column) + key + ":" + w.value(item, column, depth)
		})
		if t.keys[i].text == "results" { // they go with the comments behind them
			text += w.below("results", w.lines)
			continue
		}
		text += w.lines()
	}
	return text
}

// value stands behind a colon or a dash at the indent, to the end of its last line.
func (w *writer) value(t *tree, indent, depth int) string {
	w.literal = false
	if alias := w.alias(t); alias != "" {
		return " " + alias + w.remark() + "\n"
	}
	gap := w.one(" ", " ", " ", "  ")
	switch {
	case t.kind == other && t.text == "null":
		return w.one("", gap+w.scalar(t)) + w.remark() + "\n"
	case t.kind == str && w.chance(8) && t.text != "" && !strings.ContainsAny(t.text[:1], " \t"):
		return gap + w.before(t) + w.blockText(t.text, indent+2)
	case t.kind == str && w.chance(w.odd):
		return w.remark() + "\n" + spaces(indent+1+w.IntN(3)) + w.scalar(t) + w.remark() + "\n"
	case t.kind <= str:
		return gap + w.before(t) + w.under(indent) + w.scalar(t) + w.remark() + "\n"
	case len(t.items) == 0, w.chance(10 + 2*w.odd):
		return gap + w.flow(t, indent) + w.remark() + "\n"
	}
	before := strings.TrimRight(w.before(t), " ")
	if before != "" {
		before = " " + before
	}
	column := indent + 1 + w.IntN(3)
	if t.kind == list && w.chance(50) {
		column = indent
	}
	return before + w.remark() + "\n" + w.lines() + w.block(t, column, depth+1)
}

func (w *writer) blockText(text string, column int) string {
	w.literal = true
	header, text := w.one("|-", ">-"), strings.TrimSuffix(text, "\n")
	if text != strings.ReplaceAll(text, "\n", "") {
		header = "|"
	}
	return header + w.remark() + "\n" + spaces(column) + strings.ReplaceAll(text, "\n", "\n"+spaces(column)) + "\n" + w.one("", "", "\n")
}
