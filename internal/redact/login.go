package redact

import "strings"

const hiddenLogin = "(login not shown)"

// Text returns the text with every token, and every login before the @ of an address, replaced.
func Text(text string) string {
	text = Tokens(text)
	if strings.IndexByte(text, '@') < 0 {
		return text
	}
	return logins(addressLogins(text))
}

// logins replaces user:password@ before a host anywhere in the text, also in the middle of a word, as
// in ghcr.io/robot:password@ghcr.io/org/app. Its password ends at a byte of endsWord or a slash.
// The @ before a digest of an image reference does not count.
func logins(text string) string {
	var b strings.Builder
	from := 0
	for at := -1; ; {
		i := strings.IndexByte(text[at+1:], '@')
		if i < 0 {
			return b.String() + text[from:]
		}
		at += 1 + i
		if start := loginStart(text[:at], text[at+1:]); start >= 0 && !isDigest(text[at+1:]) {
			b.WriteString(text[from:start] + hiddenLogin)
			at += moreOfPassword(text[at+1:])
			from = at
		}
	}
}

// loginStart returns the offset of a user:password at the end of the text, or -1. It begins a
// word, or follows the // of an address. After a single slash it is an image with its tag, unless
// a host follows the @, which is behind.
func loginStart(text, behind string) int {
	beforeHost := namesHost(behind)
	start := strings.LastIndexAny(text, endsWord+"/@") + 1
	if strings.HasSuffix(text[:start], "${") {
		start += defaultStart(text[start:])
	}
	colon := strings.IndexByte(text[start:], ':')
	switch {
	case colon < 0 && beforeHost:
		return looseStart(text)
	case colon < 0 || start+colon+1 == len(text):
		return -1
	case start > 0 && text[start-1] == '/' && !strings.HasSuffix(text[:start], "//") && !beforeHost && !mayNameHost(behind):
		return -1
	}
	return start
}

// looseStart is loginStart for a password with a bracket, a quote or the like in it, before a host.
func looseStart(text string) int {
	start := strings.LastIndexAny(text, " \t\r\n/@") + 1
	colon := strings.IndexByte(text[start:], ':')
	if colon < 0 {
		return -1
	}
	user := start + strings.LastIndexAny(text[start:start+colon], endsWord) + 1
	if user == start+colon || strings.HasSuffix(text[:user], "${") {
		return -1
	}
	return user
}

// namesHost reports whether a text begins with the name of a host, and not with a tag.
func namesHost(text string) bool {
	host := upTo(text, "/:@"+endsWord)
	return host == "localhost" || strings.Contains(strings.Trim(host, "."), ".") && strings.Trim(host, "v0123456789.") != ""
}

// mayNameHost reports whether a text begins with what can be the name of a host in a network, without a dot, or an address of
// IPv4 with a port; a tag or a version is none.
func mayNameHost(text string) bool {
	host := upTo(text, "/:@"+endsWord)
	if host == "" || strings.Trim(host, "v0123456789.") == "" {
		return strings.Count(host, ".") == 3 && strings.HasPrefix(text[len(host):], ":")
	}
	return strings.Trim(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == ""
}

// defaultStart returns the offset of the default in the text after ${, as in NAME:-default,
// because the colon of that operator is not one of a login; 0 when there is no default.
func defaultStart(text string) int {
	colon := strings.IndexByte(text, ':')
	if colon < 0 || colon+1 == len(text) || strings.IndexByte("-=+?", text[colon+1]) < 0 {
		return 0
	}
	return colon + len(":-")
}

// isDigest reports whether the text begins with a digest, or with a placeholder whose name says
// that it is one: ${DIGEST}, {{ .image.sha256 }}.
func isDigest(text string) bool {
	algorithm, _, found := strings.Cut(text, ":")
	return found && strings.HasPrefix(algorithm, "sha") && strings.Trim(algorithm, "sha0123456789") == "" || namesDigest(text)
}

// namesDigest reports whether the text begins with a placeholder whose name has the word digest or
// an algorithm.
func namesDigest(text string) bool {
	if text == "" || strings.IndexByte("${<[%#_@", text[0]) < 0 {
		return false
	}
	full := text
	if i := strings.IndexAny(text[1:], "@\"'`,;/\n"); i >= 0 {
		if text = text[:i+1]; full[len(text)] == '/' {
			return false // a host before a path
		}
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	for _, word := range words {
		switch word {
		case "digest", "sha", "sha256", "sha384", "sha512":
			return true
		}
	}
	return false
}
