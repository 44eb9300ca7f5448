package files

import (
	"path"
	"strings"
)

// A pattern is one line of an ignore file
// (https://git-scm.com/docs/gitignore#_pattern_format).
type pattern struct {
	parts   []string // components; ** stands for any number of them
	include bool     // the line began with !: what it matches is not ignored
	dirOnly bool     // the line ended with /
}

// parsePattern reads a line; ok is false for a blank line and a comment.
func parsePattern(line string) (p pattern, ok bool) {
	line = trimBlanks(strings.TrimSuffix(line, "\r"))
	if line == "" || line[0] == '#' {
		return p, false
	}
	line, p.include = strings.CutPrefix(line, "!")
	line, p.dirOnly = strings.CutSuffix(line, "/")
	anchored := strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if line == "" {
		return p, false
	}
	if !anchored {
		p.parts = []string{"**"}
	}
	for part := range strings.SplitSeq(line, "/") {
		p.parts = append(p.parts, asGlob(part))
	}
	return p, true
}

// trimBlanks removes the blanks at a line's end, but for an escaped one.
func trimBlanks(line string) string {
	trimmed := strings.TrimRight(line, " ")
	if strings.HasSuffix(trimmed, `\`) && len(trimmed) < len(line) {
		trimmed += " "
	}
	return trimmed
}

// asGlob writes a component as path.Match reads it: negated classes begin with ^
// there, and ** within a component is *.
func asGlob(part string) string {
	if part == "**" {
		return part
	}
	part = strings.ReplaceAll(part, "[!", "[^")
	for strings.Contains(part, "**") {
		part = strings.ReplaceAll(part, "**", "*")
	}
	return part
}

// matches holds the pattern against the components of a path.
func (p *pattern) matches(components []string, dir bool) bool {
	return (dir || !p.dirOnly) && matchParts(p.parts, components)
}

func matchParts(parts, components []string) bool {
	switch {
	case len(parts) == 0:
		return len(components) == 0
	case parts[0] == "**" && len(parts) == 1:
		return len(components) > 0 // what is below, not the directory itself
	case parts[0] == "**" && matchParts(parts[1:], components):
		return true
	case len(components) == 0:
		return false
	case parts[0] == "**":
		return matchParts(parts, components[1:])
	}
	matched, err := path.Match(parts[0], components[0])
	return err == nil && matched && matchParts(parts[1:], components[1:])
}
