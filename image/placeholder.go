package image

import "strings"

// plain reports whether s cannot hold a placeholder, because no byte that
// starts one is there. Nothing else in the grammar uses these two bytes.
func plain(s string) bool {
	return strings.IndexByte(s, '$') < 0 && strings.IndexByte(s, '{') < 0
}

// cut is strings.Cut for one byte, blind to what stands inside placeholders.
func cut(s string, sep byte) (before, after string, found bool) {
	i := strings.IndexByte(s, sep)
	if i >= 0 && !plain(s[:i]) {
		i = indexOutside(s, sep)
	}
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// indexOutside finds the first sep in s that is not inside a placeholder, or -1.
// It gives up where a placeholder is malformed: no reference can follow, and
// looking for its end again at every byte would take quadratic time.
func indexOutside(s string, sep byte) int {
	for i := 0; i < len(s); {
		if s[i] == sep {
			return i
		}
		_, after, counted := next(s, i)
		if counted == 1 && !plain(s[i:after]) {
			return -1
		}
		i = after
	}
	return -1
}

// skip returns the index after the placeholder that starts at s[i], or i when
// none does.
func skip(s string, i int) int {
	end := i
	switch s[i] {
	case '$':
		end = skipDollar(s, i)
	case '{':
		end = skipBraces(s, i)
	}
	if end > i && control(s[i:end]) {
		return i
	}
	return end
}

// skipDollar skips $NAME, ${…} and $(…), each with any number of leading
// dollars: Flux and Kubernetes both write $$ to put a substitution off.
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
	case letter(s[i]) || s[i] == '_':
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
			return nonEmpty(i, j+1, len("{}"))
		}
	}
	return i
}

// skipBraces skips {{…}} at s[i]; text without its end, or empty, is none.
func skipBraces(s string, i int) int {
	if !strings.HasPrefix(s[i:], "{{") {
		return i
	}
	n := strings.Index(s[i+2:], "}}")
	if n < 0 {
		return i
	}
	return nonEmpty(i, i+n+len("{{}}"), len("{{}}"))
}

// nonEmpty returns end when more than brackets stands between start and end.
func nonEmpty(start, end, brackets int) int {
	if end-start <= brackets {
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

// control reports whether s holds an ASCII control character: no image field
// does, and a placeholder that spans lines is a text that was misread.
func control(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7f {
			return true
		}
	}
	return false
}
