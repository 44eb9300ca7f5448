package redact

import "strings"

// endsWord are the bytes that end a login which does not follow the // of an address.
const endsWord = endsText + "=,;()[]{}<>"

// endsText are those of them that no password has outside of an address: blanks and quotes.
const endsText = " \t\r\n\"'`"

// longestLogin is how far the @ may be from the beginning of a login, so that a text with many
// addresses and no @ is not searched to its end for each of them.
const longestLogin = 4096

// addressLogins replaces user:password@ at the beginning of every word, and after the // of every
// address. The password may have any bytes, because people do not escape them. In an address that
// includes blanks and quotes:
//
//	https://robot:a/b@ghcr.io   https://(login not shown)@ghcr.io
//	https://robot:a b@ghcr.io   https://(login not shown)@ghcr.io
//	robot:a@b@ghcr.io/org/app   (login not shown)@ghcr.io/org/app
//
// What it leaves is for logins.
func addressLogins(text string) string {
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

// nextStart returns the offset, at least from, where a word or the part after the // of an address
// begins. A slash may be escaped, as in JSON and in paths of rewrite.fields.
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

// loginLength returns the length of user:password at the beginning of a text when an @ follows it;
// 0 when there is none. A host with a port, and an image before its digest, are none.
func loginLength(text string, inAddress bool) int {
	text = text[:min(len(text), longestLogin)]
	word := upTo(text, endsWord)
	if last := strings.LastIndexByte(word, '@'); inAddress && last > 0 && namesHost(word[last+1:]) {
		if before := word[:last]; strings.Count(before, "@") == 1 && strings.Contains(before, ":") || isEncoded(before) || isPortOfPassword(before) {
			return last // an address as the user, a slash in the password, an escaped colon
		}
	}
	user, after, found := strings.Cut(word, ":")
	if !found || strings.ContainsAny(user, "/@") || strings.HasPrefix(after, "/") || strings.HasPrefix(after, `\/`) || isPort(user, after) {
		return 0
	}
	if behind := text[len(word):]; after == "" && (behind == "" || strings.IndexByte(endsText, behind[0]) >= 0) {
		return 0 // a colon of a sentence
	}
	at := strings.IndexByte(word, '@')
	if at < 0 && inAddress { // a password with a blank, a quote or a bracket in it
		at = strings.IndexByte(text, '@')
		if at >= 0 && strings.ContainsAny(text[:at], "\r\n") {
			return 0
		}
	}
	if at <= len(user)+1 || isDigest(text[at+1:]) {
		return 0
	}
	return at + moreOfPassword(text[at+1:])
}

// isEncoded reports whether a text without a slash has an escaped colon, as a user with a password may have.
func isEncoded(text string) bool {
	return !strings.Contains(text, "/") && strings.Contains(strings.ToLower(text), "%3a")
}

// isPortOfPassword reports whether what looks like a host with a port is a user with the beginning of a password: a host
// follows.
func isPortOfPassword(text string) bool {
	user, after, found := strings.Cut(text, ":")
	return found && !strings.ContainsAny(user, "/@") && !strings.Contains(after, ":") && isPort(user, after)
}

// isPort reports whether a port follows the colon after a host, and not a password: in
// ghcr.io:443/org, localhost:5000/app and web:5000 with nothing after it, but not in robot:1/x.
func isPort(host, after string) bool {
	digits := len(after) - len(strings.TrimLeft(after, "0123456789"))
	ends := digits == len(after) || after[digits] == '/' || after[digits] == ':'
	return digits > 0 && ends && (strings.Contains(host, ".") || host == "localhost" || digits == len(after))
}

// moreOfPassword returns how many bytes after an @ still belong to the password: those up to
// another @ before the end of the host.
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
