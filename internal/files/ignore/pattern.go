package ignore

import (
	"path"
	"strings"
)

// A pattern is one line of an ignore file
// (https://git-scm.com/docs/gitignore#_pattern_format).
type pattern struct {
	glob     wildcard
	anchored bool // the line had a / before its end: glob is of the path from the file's directory, not of the name alone
	include  bool // the line began with !: what it matches is not ignored
	dirOnly  bool // the line ended with /
}

// parsePattern reads a line; ok is false for a blank line, a comment, and a pattern
// that matches nothing.
func parsePattern(line string) (p pattern, ok bool) {
	line = trimBlanks(strings.TrimSuffix(line, "\r"))
	if line == "" || line[0] == '#' {
		return p, false
	}
	line, p.include = strings.CutPrefix(line, "!")
	line, p.dirOnly = strings.CutSuffix(line, "/")
	p.anchored = strings.Contains(line, "/")
	p.glob, ok = newWildcard(strings.TrimPrefix(line, "/"))
	return p, ok && len(p.glob) > 0
}

// trimBlanks removes the blanks at a line's end, up to one that a backslash escapes.
func trimBlanks(line string) string {
	end := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ':
			continue
		case '\\':
			i++
		}
		end = min(i+1, len(line))
	}
	return line[:end]
}

// matches reports whether the pattern matches a path below the file's directory.
func (p *pattern) matches(below string, dir bool) bool {
	if !p.anchored {
		below = path.Base(below)
	}
	return (dir || !p.dirOnly) && p.glob.matches(below)
}
