package redact

import "strings"

// endsWord are the bytes that a login without an address does not hold.
const endsWord = " \t\r\n\"'`=,;()[]{}<>"

// longestLogin is how far the @ behind a login is looked for.
const longestLogin = 4096

// addresses replaces user:password@ at the beginning of every word, and behind the //
// of every address, whatever bytes the password holds: people do not escape them.
func addresses(text string) string {
	var b strings.Builder
	from := 0
	for at := 0; at < len(text); {
		start, inAddress := nextStart(text, at)
		at = start + 1
		if length := loginLength(text[start:], inAddress); length > 0 && !strings.HasSuffix(text[:start], "${") {
			b.WriteString(text[from:start] + hiddenLogin)
			from = start + length
			at = from + 1
		}
	}
	return b.String() + text[from:]
}

// nextStart is where, from a place on, a word begins, or what stands behind the // of an
// address. A slash may be escaped, as a path of rewrite.fields and JSON have it.
func nextStart(text string, from int) (start int, inAddress bool) {
	for i := from; i < len(text); i++ {
		before := text[:i]
		if strings.HasSuffix(before, "://") || strings.HasSuffix(before, `:\/\/`) {
			return i, true
		}
		if i == 0 || strings.IndexByte(endsWord, text[i-1]) >= 0 {
			return i, false
		}
	}
	return len(text), false
}

// loginLength returns how long user:password is at the beginning of a text, when an @ is
// behind it, and 0 when there is none.
func loginLength(text string, inAddress bool) int {
	word := upTo(text, endsWord)
	user, behind, found := strings.Cut(word, ":")
	if !found || strings.ContainsAny(user, "/@") || strings.HasPrefix(behind, "/") || strings.HasPrefix(behind, `\/`) || isPort(user, behind) {
		return 0
	}
	at := strings.IndexByte(word, '@')
	if at < 0 && inAddress { // a password with a blank or a quote in it
		at = strings.IndexByte(upTo(text[:min(len(text), longestLogin)], "\r\n"), '@')
	}
	if at <= len(user)+1 || isDigest(text[at+1:]) {
		return 0
	}
	return at + moreOfPassword(text[at+1:])
}

// isPort reports whether what is behind the colon of a host is its port.
func isPort(host, behind string) bool {
	digits := len(behind) - len(strings.TrimLeft(behind, "0123456789"))
	ends := digits == len(behind) || behind[digits] == '/' || behind[digits] == ':'
	return ends && (strings.Contains(host, ".") || host == "localhost" || digits == len(behind))
}

// moreOfPassword returns how much of what is behind an @ is still password: up to an @ that
// stands before the host has ended.
func moreOfPassword(text string) int {
	text = upTo(text, "/"+endsWord)
	at := strings.LastIndexByte(text, '@')
	if at < 0 || isDigest(text[at+1:]) {
		return 0
	}
	return at + 1
}

// upTo returns the text before the first of the bytes.
func upTo(text, bytes string) string {
	if i := strings.IndexAny(text, bytes); i >= 0 {
		return text[:i]
	}
	return text
}
