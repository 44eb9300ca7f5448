package config

import (
	"iter"
	"strings"
)

// An outline is a map in the part of YAML that the schema in krmfile.yaml is written
// in: nested maps in block style, of plain or single-quoted scalars on one line and
// flow lists of plain words. It is read as far as somebody asks: every run of the
// program needs the schema of a few fields, and to read all of it takes longer than
// the rest of a small run. A test holds it to what the YAML parser reads.
type outline struct {
	indent int
	// text begins with the lines not read yet, and holds what is behind the map as well.
	text string
}

func newOutline(text string) outline { return outline{indentOf(text), text} }

// A line is an entry of an outline: a scalar, or what is nested below the key.
type line struct {
	key, value string
	nested     outline
}

// lines are the entries of the map.
func (o outline) lines() iter.Seq[line] {
	return func(yield func(line) bool) {
		for at, more := o.next(); more; at, more = o.next() {
			if !yield(at) {
				return
			}
		}
	}
}

// next takes the first entry off the outline, and leaves the lines nested below it to
// the next call, which may never come.
func (o *outline) next() (first line, found bool) {
	for indentOf(o.text) > o.indent {
		_, o.text, _ = strings.Cut(o.text, "\n")
	}
	if o.text == "" || indentOf(o.text) < o.indent {
		return line{}, false
	}
	var content string
	content, o.text, _ = strings.Cut(o.text[o.indent:], "\n")
	first.key, first.value, _ = strings.Cut(content, ":")
	first.value = strings.TrimPrefix(first.value, " ")
	if nested := newOutline(o.text); nested.indent > o.indent {
		first.nested = nested
	}
	return first, true
}

// indentOf counts the spaces that a text begins with.
func indentOf(text string) int {
	n := 0
	for n < len(text) && text[n] == ' ' {
		n++
	}
	return n
}

// unquoted is the text of a scalar.
func unquoted(value string) string {
	if !strings.HasPrefix(value, "'") {
		return value
	}
	return strings.ReplaceAll(strings.Trim(value, "'"), "''", "'")
}

// words are the scalars of a flow list.
func words(value string) []string {
	list := strings.Split(strings.Trim(value, "[]"), ", ")
	for i := range list {
		list[i] = unquoted(list[i])
	}
	return list
}
