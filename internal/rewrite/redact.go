package rewrite

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// maxExcerpt is how many bytes of a text a finding quotes.
const maxExcerpt = 200

// excerpt is references for the field of a finding, cut off where it is long.
func (m *hostMatcher) excerpt(text string) string {
	return finding.Excerpt(m.references(text), maxExcerpt)
}

// references is what of a text that holds a host is reported: the text when it is one word
// that may be an address, and in which a host begins a part, otherwise the references in it alone. What stands around
// them, in a command line, a script, a file in a ConfigMap or a Secret, may be a
// password.
func (m *hostMatcher) references(text string) string {
	word := strings.TrimRight(text, "\n")
	whole := []byte(text)
	first := m.nextHost(whole[:len(word)], 0)
	if isAddress(word) && (first <= 0 || !isGlued(word[:first])) {
		return text
	}
	if first < 0 {
		return "…"
	}
	var parts []string
	end := 0
	for range maxExcerpts {
		start := m.nextHost(whole, end)
		if start < 0 {
			break
		}
		end = start + len(text[start:]) - len(strings.TrimLeft(text[start:], referenceBytes))
		if part := strings.TrimRight(text[start:end], "._-/:@"); !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return "…" + strings.Join(parts, "…") + "…"
}

// maxExcerpts bounds the references that are reported of one text.
const maxExcerpts = 10

// referenceBytes are those that a reference, or a pattern of one, may be made of.
const referenceBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/:@*?"

// isAddress reports whether a text may be an image, or an OCI address, and nothing
// else but the name of an option: no login stands before its host.
func isAddress(word string) bool {
	if option, value, found := strings.Cut(word, "="); found && strings.HasPrefix(option, "-") {
		word = strings.TrimLeft(option, "-") + value
	}
	if strings.Trim(word, referenceBytes+"${}") != "" {
		return false
	}
	before, digest, found := strings.Cut(word, "@")
	return !found || strings.Contains(before, "/") && !strings.Contains(before, "://") && strings.HasPrefix(digest, "sha")
}

// isGlued reports whether a host behind a text is the end of another word, which may be
// anything.
func isGlued(before string) bool {
	if strings.HasSuffix(before, ":-") {
		return false // the default of a placeholder
	}
	c := before[len(before)-1]
	return c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// nextHost is where the next host stands, from a place on, -1 when there is none.
func (m *hostMatcher) nextHost(text []byte, from int) int {
	rest := text[from:]
	first, _ := m.first(rest, 0)
	for _, host := range m.dotless {
		if i := indexFold(rest, host); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	if first < 0 {
		return -1
	}
	return from + first
}
