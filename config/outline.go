package config

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// readOutline reads the part of YAML that the schema in krmfile.yaml is written
// in: nested maps in block style, of plain or single-quoted scalars on one line
// and flow lists of plain words. Every run of the program reads the schema first,
// and the YAML parser takes longer for it than for all else; a test holds the two
// to the same result.
func readOutline(text string) *node {
	root := newMap(0)
	type level struct {
		indent int
		node   *node
	}
	open := []level{{-1, root}}
	for line := range strings.Lines(text) {
		content := strings.TrimSpace(line)
		if content == "" || content[0] == '#' {
			continue
		}
		indent := strings.Index(line, content)
		for open[len(open)-1].indent >= indent {
			open = open[:len(open)-1]
		}
		key, value, _ := strings.Cut(content, ":")
		n := outlineValue(strings.TrimSpace(value))
		open[len(open)-1].node.set(key, n)
		if n.kind == yaml.MappingNode {
			open = append(open, level{indent, n})
		}
	}
	return root
}

// outlineValue reads what stands behind a key; behind a map's key stands nothing.
func outlineValue(text string) *node {
	switch {
	case text == "":
		return newMap(0)
	case text[0] == '[':
		list := newList(0)
		for word := range strings.SplitSeq(strings.Trim(text, "[]"), ", ") {
			list.items = append(list.items, newText(strings.Trim(word, "'"), 0))
		}
		return list
	case text[0] == '\'':
		return newText(strings.ReplaceAll(strings.Trim(text, "'"), "''", "'"), 0)
	}
	return newText(text, 0)
}
