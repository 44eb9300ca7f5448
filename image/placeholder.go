package image

import "strings"

// opener marks the bytes with which a placeholder may begin. The first six have no other use
// in a reference, except for the [ of an IPv6 host. '_' and '@' are also parts of names and
// digests, and begin a placeholder only when they are doubled.
var opener = [256]bool{'$': true, '{': true, '<': true, '[': true, '%': true, '#': true, '_': true, '@': true}

// plain reports whether s has no placeholder, and nothing that begins like one.
func plain(s string) bool {
	for i := range len(s) {
		if opener[s[i]] && (onlyOpens(s, i) || skip(s, i) > i) {
			return false
		}
	}
	return true
}

// onlyOpens reports whether s[i] can only be the beginning of a placeholder.
func onlyOpens(s string, i int) bool {
	switch s[i] {
	case '$', '{', '<', '%', '#':
		return true
	case '[':
		return strings.HasPrefix(s[i:], "[[")
	}
	return false
}

// cut is strings.Cut for one byte, and ignores the inside of placeholders.
func cut(s string, sep byte) (before, after string, found bool) {
	i := indexOutside(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// Cut splits s at the first sep outside placeholders, as strings.Cut does: ghcr.io/${A/B}:v1
// has one slash outside of them.
func Cut(s string, sep byte) (before, after string, found bool) { return cut(s, sep) }

// indexOutside returns the index of the first sep outside placeholders, or -1. It stops at a
// malformed placeholder: no reference can follow, and searching its end again at every byte
// would take quadratic time.
func indexOutside(s string, sep byte) int {
	for i := 0; i < len(s); i++ {
		if opener[s[i]] {
			if end := skip(s, i); end > i {
				i = end - 1
				continue
			}
			if onlyOpens(s, i) {
				return -1
			}
		}
		if s[i] == sep {
			return i
		}
	}
	return -1
}

// skip returns the index after the placeholder that starts at s[i], or i when there is none.
func skip(s string, i int) int {
	end := i
	switch s[i] {
	case '$':
		end = skipDollar(s, i)
	case '{':
		end = skipBraces(s, i)
	case '<':
		end = skipAngles(s, i)
	case '[':
		end = skipBetween(s, i, "[[", "]]")
	case '%':
		end = skipPercent(s, i)
	case '#':
		end = skipHash(s, i)
	case '_':
		end = skipUnderscores(s, i)
	case '@':
		end = skipWord(s, i, "@@")
	}
	if end > i && control(s[i:end]) {
		return i
	}
	return end
}

// skipDollar skips $NAME, $1, ${…}, $(…) and $[…], each with any number of
// leading dollars: in Flux and Kubernetes $$ escapes a dollar.
func skipDollar(s string, start int) int {
	i := start
	for i < len(s) && s[i] == '$' {
		i++
	}
	end := i
	switch {
	case i == len(s):
		return start
	case s[i] == '{':
		end = skipBalanced(s, i, '{', '}')
	case s[i] == '(':
		end = skipBalanced(s, i, '(', ')')
	case s[i] == '[':
		end = skipBalanced(s, i, '[', ']')
	case letter(s[i]) || digit(s[i]) || s[i] == '_':
		end = skipName(s, i)
	}
	if end == i {
		return start
	}
	return end
}

// skipBalanced skips from the left bracket at s[i] past the right one that
// matches it. Without one, or with nothing between the two, it returns i.
func skipBalanced(s string, i int, left, right byte) int {
	depth := 0
	for j := i; j < len(s); j++ {
		switch s[j] {
		case left:
			depth++
		case right:
			depth--
		}
		if depth == 0 {
			return nonEmpty(i, j+1)
		}
	}
	return i
}

// skipBraces skips {{…}}, {%…%} and {…}.
func skipBraces(s string, i int) int {
	switch {
	case strings.HasPrefix(s[i:], "{{"):
		return skipBetween(s, i, "{{", "}}")
	case strings.HasPrefix(s[i:], "{%"):
		return skipBetween(s, i, "{%", "%}")
	}
	return skipPair(s, i, '{', '}')
}

// skipAngles skips <<…>> and <…>.
func skipAngles(s string, i int) int {
	if strings.HasPrefix(s[i:], "<<") {
		return skipBetween(s, i, "<<", ">>")
	}
	return skipPair(s, i, '<', '>')
}

// skipBetween skips from the opening text at s[i] past the first closing one;
// it returns i when there is none, or nothing between the two.
func skipBetween(s string, i int, opening, closing string) int {
	if !strings.HasPrefix(s[i:], opening) {
		return i
	}
	n := strings.Index(s[i+len(opening):], closing)
	if n <= 0 {
		return i
	}
	return i + len(opening) + n + len(closing)
}

// skipPair skips from the bracket at s[i] past the next closing one. It refuses an empty pair,
// another opening bracket between the two, and JSON: {"a": 1, "b": 2} is data, not a
// placeholder.
func skipPair(s string, i int, left, right byte) int {
	for j := i + 1; j < len(s) && s[j] != left && s[j] != '"' && s[j] != ','; j++ {
		if s[j] == right {
			return nonEmpty(i, j+1)
		}
	}
	return i
}

// nonEmpty returns end when there is something between the two brackets that are at start and before
// end, else start: nothing is skipped.
func nonEmpty(start, end int) int {
	if end-start <= len("{}") {
		return start
	}
	return end
}

// skipName skips the name of $NAME.
func skipName(s string, i int) int {
	for i < len(s) && (letter(s[i]) || digit(s[i]) || s[i] == '_') {
		i++
	}
	return i
}

// skipPercent skips what Python, Go, Windows and Terraform write with a percent
// sign: %(name)s, %s, %NAME%, %%NAME%% and %{…}.
func skipPercent(s string, i int) int {
	if end := skipWord(s, i, "%%"); end > i {
		return end
	}
	if end := skipWord(s, i, "%"); end > i {
		return end
	}
	j := i + 1
	switch {
	case j == len(s):
		return i
	case s[j] == '{':
		if end := skipPair(s, j, '{', '}'); end > j {
			return end
		}
		return i
	case s[j] == '(':
		if j = skipPair(s, j, '(', ')'); j == i+1 {
			return i
		}
	}
	if j < len(s) && letter(s[j]) {
		return j + 1
	}
	return i
}

// skipHash skips #{…}# and #{…}.
func skipHash(s string, i int) int {
	if i+1 == len(s) || s[i+1] != '{' {
		return i
	}
	end := skipPair(s, i+1, '{', '}')
	switch {
	case end == i+1:
		return i
	case end < len(s) && s[end] == '#':
		return end + 1
	}
	return end
}

// skipUnderscores skips __NAME__. A repository may contain a doubled underscore, so a name in
// lower case counts only where a repository cannot have one: at the beginning of a component,
// a tag or a digest.
func skipUnderscores(s string, i int) int {
	end := skipWord(s, i, "__")
	if end == i {
		return i
	}
	first := i == 0 || strings.IndexByte("/:@", s[i-1]) >= 0
	if name := s[i:end]; !first && strings.ToUpper(name) != name {
		return i
	}
	return end
}

// skipWord skips a name between two equal marks: __NAME__, @@name@@, %NAME%. The
// name begins with a letter and holds no mark. Between percent signs it holds no
// separator either: %s-%s is two placeholders.
func skipWord(s string, i int, mark string) int {
	start := i + len(mark)
	if !strings.HasPrefix(s[i:], mark) || start == len(s) || !letter(s[start]) {
		return i
	}
	for j := start; j < len(s); j++ {
		c := s[j]
		switch {
		case strings.HasPrefix(s[j:], mark):
			return j + len(mark)
		case !letter(c) && !digit(c) && c != '_' && (mark[0] == '%' || c != '.' && c != '-'):
			return i
		}
	}
	return i
}

// control reports whether s has an ASCII control character. No image field has one, and what
// looks like a placeholder over several lines is other text.
func control(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7f {
			return true
		}
	}
	return false
}
