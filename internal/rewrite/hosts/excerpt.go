package hosts

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// maxExcerpt is how many bytes of a text a finding quotes.
const maxExcerpt = 200

// Excerpt returns the References of a text, cut where they are too long for a finding.
func (m *Matcher) Excerpt(text string) string {
	return finding.Excerpt(m.References(text), maxExcerpt)
}

// References returns what a finding may show of a text that has a host: the whole text when it
// is one word that may be an address, otherwise only the references in it. The text around
// them (a command line, a script, a file in a ConfigMap or a Secret) may hold a password.
func (m *Matcher) References(text string) string {
	text = redact.Text(text) // a login that is cut behind its user cannot be recognised
	word := strings.TrimRight(text, "\n")
	whole := []byte(text)
	first := m.next(whole[:len(word)], 0)
	if isAddress(word) && (first <= 0 || !isGlued(word[:first])) {
		return text
	}
	if first < 0 {
		return "…"
	}
	var parts []string
	end := 0
	for range maxExcerpts {
		start := m.next(whole, end)
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

// referenceBytes are the bytes that a reference, or a pattern of one, may have.
const referenceBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/:@*?"

// isAddress reports whether a text may be an image or an OCI address, perhaps after the name
// of an option. One with a login before its host, such as user:token@ghcr.io/app, is none.
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

// isGlued reports whether a host that follows a text would be the end of a longer word, which
// may be anything: tokenghcr.io.
func isGlued(before string) bool {
	if strings.HasSuffix(before, ":-") {
		return false // the default of a placeholder
	}
	c := before[len(before)-1]
	return c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// next returns where the next host starts at an offset or later, -1 when there is none.
func (m *Matcher) next(text []byte, from int) int {
	rest := text[from:]
	first, _ := m.first(rest, 0)
	for _, host := range m.dotless {
		if i := IndexFold(rest, host); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	if first < 0 {
		return -1
	}
	return from + first
}
