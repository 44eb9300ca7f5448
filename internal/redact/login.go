package redact

import "strings"

const hiddenLogin = "(login not shown)"

// Text replaces every token in the text, and every login before the @ of an
// address.
func Text(text string) string {
	text = Tokens(text)
	if strings.IndexByte(text, '@') < 0 {
		return text
	}
	return logins(addresses(text))
}

// logins replaces user:password@ wherever it stands before a host. The @ of an
// image reference, which has a digest behind it, is none.
func logins(text string) string {
	for from := 0; ; {
		i := strings.IndexByte(text[from:], '@')
		if i < 0 {
			return text
		}
		at := from + i
		start := loginStart(text[:at], namesHost(text[at+1:]))
		if start < 0 || isDigest(text[at+1:]) {
			from = at + 1
			continue
		}
		text = text[:start] + hiddenLogin + text[at:]
		from = start + len(hiddenLogin) + 1
	}
}

// loginStart returns where user:password begins that ends the text, -1 when none does:
// it begins a word, or follows the // of an address. Behind a single slash it is the tag
// of an image, unless a host is behind the @.
func loginStart(text string, beforeHost bool) int {
	start := strings.LastIndexAny(text, " \t\r\n\"'`=,;()[]{}<>/@") + 1
	if strings.HasSuffix(text[:start], "${") {
		start += defaultStart(text[start:])
	}
	colon := strings.IndexByte(text[start:], ':')
	switch {
	case colon < 0 || start+colon+1 == len(text):
		return -1
	case start > 0 && text[start-1] == '/' && !strings.HasSuffix(text[:start], "//") && !beforeHost:
		return -1
	}
	return start
}

// namesHost reports whether a text begins with the name of a host, and not with a tag.
func namesHost(text string) bool {
	host := upTo(text, "/:@"+endsWord)
	return host == "localhost" || strings.Contains(strings.Trim(host, "."), ".") && strings.Trim(host, "v0123456789.") != ""
}

// defaultStart returns where the default begins in what follows ${: behind the operator
// of NAME:-default, whose colon is none of a login. It is 0 when there is none.
func defaultStart(text string) int {
	colon := strings.IndexByte(text, ':')
	if colon < 0 || colon+1 == len(text) || strings.IndexByte("-=+?", text[colon+1]) < 0 {
		return 0
	}
	return colon + len(":-")
}

// isDigest reports whether the text begins as a digest does, or with a placeholder
// that is called one: ${DIGEST}, {{ .image.sha256 }}.
func isDigest(text string) bool {
	algorithm, _, found := strings.Cut(text, ":")
	return found && strings.HasPrefix(algorithm, "sha") && strings.Trim(algorithm, "sha0123456789") == "" || namesDigest(text)
}

// namesDigest reports whether the text begins with a placeholder of which a word is
// digest or an algorithm.
func namesDigest(text string) bool {
	if text == "" || strings.IndexByte("${<[%#_@", text[0]) < 0 {
		return false
	}
	if i := strings.IndexAny(text[1:], "@\"'`,;/\n"); i >= 0 {
		text = text[:i+1]
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
