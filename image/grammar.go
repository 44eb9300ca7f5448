package image

import (
	"strings"
)

// Limits of the grammar in bytes, from distribution/reference.
const (
	maxRepository = 255
	maxTag        = 128
)

const (
	badHost       = "the host is not labels of letters, digits and inner '-', joined by '.', with an optional :port"
	badPath       = "the repository is not lower-case letters and digits, with single '.', '_', '__' or '-' between them, joined by '/'"
	upperPath     = "the repository holds an upper-case letter; repositories are lower case"
	longPath      = "the repository is longer than 255 characters"
	badTag        = "the tag is not letters, digits, '_', '.' and '-', starting with neither '.' nor '-'"
	longTag       = "the tag is longer than 128 characters"
	badDigest     = "the digest is not sha256:, sha384: or sha512: with 64, 96 or 128 lower-case hex digits"
	noPlaceholder = "the placeholder is empty or has no end; accepted are ${NAME}, $(NAME), $NAME, {{ name }}, << name >>, %(name)s and the like"
)

// reasonAt returns why s is not accepted at s[i]: because of a malformed placeholder, if there is one,
// else the given reason.
func reasonAt(s string, i int, reason string) string {
	if i < len(s) && onlyOpens(s, i) {
		return noPlaceholder
	}
	return reason
}

// next reads one byte of s, or a placeholder, for which it returns the letter 'a', because
// a letter is allowed wherever a placeholder is. counted is how many of the bytes count towards
// a length.
func next(s string, i int) (c byte, after, counted int) {
	if opener[s[i]] {
		if end := skip(s, i); end > i {
			return 'a', end, 0
		}
	}
	return s[i], i + 1, 1
}

// checkPath checks a repository: components of words and separators.
func checkPath(s string) string {
	counted, run, last := 0, 0, byte('/')
	for i := 0; i < len(s); {
		c, after, n := next(s, i)
		if c == last {
			run++
		} else {
			run = 1
		}
		if reason := pathStep(c, last, run); reason != "" {
			return reasonAt(s, i, reason)
		}
		last, i, counted = c, after, counted+n
	}
	switch {
	case !lower(last):
		return badPath
	case counted > maxRepository:
		return longPath
	}
	return ""
}

// pathStep checks the byte c of a repository, which follows the byte last; run is how often c
// occurred in a row.
func pathStep(c, last byte, run int) string {
	switch {
	case lower(c):
		return ""
	case letter(c):
		return upperPath
	case c == '/' || c == '.' || c == '_' || c == '-':
		if lower(last) || c == '-' && last == '-' || c == '_' && last == '_' && run == 2 {
			return ""
		}
	}
	return badPath
}

// checkTag checks a tag; an empty one is accepted.
func checkTag(s string) string {
	counted := 0
	for i := 0; i < len(s); {
		c, after, n := next(s, i)
		word := letter(c) || digit(c) || c == '_'
		if !word && (i == 0 || c != '.' && c != '-') {
			return reasonAt(s, i, badTag)
		}
		i, counted = after, counted+n
	}
	if counted > maxTag {
		return longTag
	}
	return ""
}

func lower(c byte) bool  { return 'a' <= c && c <= 'z' || digit(c) }
func letter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
func digit(c byte) bool  { return '0' <= c && c <= '9' }

// checkHost checks a host with its optional port; an empty one is accepted.
func checkHost(s string) string {
	if s == "" {
		return ""
	}
	if s[0] == '[' && !onlyOpens(s, 0) {
		return checkIPv6(s)
	}
	name, port, hasPort := cut(s, ':')
	if hasPort && !isNumber(port) {
		return reasonAt(port, 0, badHost)
	}
	last := byte('.')
	for i := 0; i < len(name); {
		c, after, _ := next(name, i)
		if !letter(c) && !digit(c) && (c != '-' && c != '.' || last == '.' || c == '.' && last == '-') {
			return reasonAt(name, i, badHost)
		}
		last, i = c, after
	}
	if last == '.' || last == '-' {
		return badHost
	}
	return ""
}

// checkIPv6 checks [address] or [address]:port; the address as loosely as
// distribution/reference does.
func checkIPv6(s string) string {
	end := strings.IndexByte(s, ']')
	if end < len("[x") || strings.Trim(s[1:end], "0123456789abcdefABCDEF:") != "" {
		return badHost
	}
	if rest := s[end+1:]; rest != "" && (rest[0] != ':' || !isNumber(rest[1:])) {
		return badHost
	}
	return ""
}

// isNumber reports whether s is digits and placeholders, as a port and an account are.
func isNumber(s string) bool {
	for i := 0; i < len(s); {
		c, after, counted := next(s, i)
		if counted == 1 && !digit(c) {
			return false
		}
		i = after
	}
	return s != ""
}

// checkDigest checks a digest; an empty one is accepted.
func checkDigest(s string) string {
	if !plain(s) {
		return checkOpenDigest(s)
	}
	algorithm, encoded, _ := strings.Cut(s, ":")
	if s != "" && (len(encoded) == 0 || len(encoded) != digestLength(algorithm) || !allHex(encoded)) {
		return badDigest
	}
	return ""
}

// checkOpenDigest checks a digest whose length and algorithm a placeholder
// hides. A condition of a template may end the digest and begin a tag:
// @{{ .digest }}{{ else }}:{{ .tag }}{{ end }}.
func checkOpenDigest(s string) string {
	colons := 0
	for i := 0; i < len(s); {
		c, after, counted := next(s, i)
		switch {
		case c == ':':
			colons++
		case counted == 0:
			colons = 0
		}
		if colons > 1 || !letter(c) && !digit(c) && strings.IndexByte("+._-:", c) < 0 {
			return reasonAt(s, i, badDigest)
		}
		i = after
	}
	return ""
}

// digestLength returns the number of hex digits of an algorithm's digest, 0 for an unknown
// algorithm.
func digestLength(algorithm string) int {
	switch algorithm {
	case "sha256":
		return 64
	case "sha384":
		return 96
	case "sha512":
		return 128
	}
	return 0
}

// allHex reports whether s has lower-case hex digits only.
func allHex(s string) bool {
	for i := range len(s) {
		if !digit(s[i]) && (s[i] < 'a' || s[i] > 'f') {
			return false
		}
	}
	return true
}
