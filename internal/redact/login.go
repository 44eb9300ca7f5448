package redact

import "strings"

const hiddenLogin = "(login not shown)"

// Text replaces every token in the text, and every login before the @ of an
// address.
func Text(text string) string { return logins(Tokens(text)) }

// logins replaces user:password@ wherever it stands before a host. The @ of an
// image reference, which has a digest behind it, is none.
func logins(text string) string {
	for from := 0; ; {
		i := strings.IndexByte(text[from:], '@')
		if i < 0 {
			return text
		}
		at := from + i
		start := loginStart(text[:at])
		if start < 0 || isDigest(text[at+1:]) {
			from = at + 1
			continue
		}
		text = text[:start] + hiddenLogin + text[at:]
		from = start + len(hiddenLogin) + 1
	}
}

// loginStart is where user:password begins that ends the text, -1 when none does:
// it begins a word, or follows the // of an address.
func loginStart(text string) int {
	start := strings.LastIndexAny(text, " \t\r\n\"'`=,;()[]{}<>/@") + 1
	colon := strings.IndexByte(text[start:], ':')
	switch {
	case colon < 0 || start+colon+1 == len(text):
		return -1
	case start > 0 && text[start-1] == '/' && !strings.HasSuffix(text[:start], "//"):
		return -1 // a path: the tag of an image
	}
	return start
}

// isDigest reports whether the text begins as a digest does.
func isDigest(text string) bool {
	algorithm, _, found := strings.Cut(text, ":")
	return found && strings.HasPrefix(algorithm, "sha") && strings.Trim(algorithm, "sha0123456789") == ""
}
