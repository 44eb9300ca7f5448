package image

import "strings"

// checkDigest judges a digest; an empty one is well.
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

// checkOpenDigest judges a digest whose length and algorithm a placeholder
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
			return bad(s, i, badDigest)
		}
		i = after
	}
	return ""
}

// digestLength is the number of hex digits of an algorithm's digest, 0 for an
// algorithm that is not known.
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

// allHex reports whether s is lower-case hex digits only.
func allHex(s string) bool {
	for i := range len(s) {
		if !digit(s[i]) && (s[i] < 'a' || s[i] > 'f') {
			return false
		}
	}
	return true
}
