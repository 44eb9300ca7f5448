package image

import (
	"strconv"
	"strings"
)

// A ParseError is the error for a text that is not an image reference.
type ParseError struct {
	Input  string // the text
	Reason string // what is wrong with it, and what is accepted
}

// maxShown limits how many bytes of the text an error quotes.
const maxShown = 256

// Error returns the text, quoted and shortened when it is long, and the reason.
func (e *ParseError) Error() string {
	shown := strconv.Quote(e.Input)
	if len(e.Input) > maxShown {
		shown = strconv.Quote(e.Input[:maxShown]) + "… (" + strconv.Itoa(len(e.Input)) + " bytes)"
	}
	return "invalid image reference " + shown + ": " + e.Reason
}

// Parse reads an image reference by the package's grammar. It neither adds a
// default host nor changes a byte. Every error is a *[ParseError].
func Parse(s string) (Reference, error) {
	r, reason := split(s)
	if reason == "" {
		reason = r.check()
	}
	if reason != "" {
		return Reference{}, &ParseError{Input: s, Reason: explain(s, reason)}
	}
	return r, nil
}

// split splits a reference into its parts. It only refuses an empty part after its separator,
// as in app: or app@, because afterwards it would look like a missing part.
func split(s string) (r Reference, reason string) {
	name, digest, digested := cut(s, '@')
	host, path, hosted := cut(name, '/')
	if !hosted || !isHost(host) {
		host, path = "", name
	}
	repository, tag, tagged := cut(path, ':')
	switch {
	case s == "":
		return r, "it is empty"
	case tagged && tag == "":
		return r, "nothing follows the ':' of the tag"
	case digested && digest == "":
		return r, "nothing follows the '@' of the digest"
	}
	return Reference{Host: host, Repository: repository, Tag: tag, Digest: digest}, ""
}

// isHost distinguishes a host from the first component of a repository by the rule of
// distribution/reference. A component with a placeholder is a host, so that nothing is
// assumed about it.
func isHost(component string) bool {
	for i := range len(component) {
		switch c := component[i]; {
		case c == '.' || c == ':' || 'A' <= c && c <= 'Z':
			return true
		}
	}
	return component == "localhost" || !plain(component)
}

// check returns what is wrong with a part or with the whole reference; empty for nothing.
func (r Reference) check() (reason string) {
	if reason = checkHost(r.Host); reason != "" {
		return reason
	}
	if reason = checkPath(r.Repository); reason != "" {
		return reason
	}
	if reason = checkTag(r.Tag); reason != "" {
		return reason
	}
	if reason = checkDigest(r.Digest); reason != "" {
		return reason
	}
	if r.isID() {
		return "it is an image ID, not a reference"
	}
	return ""
}

// isID reports whether the reference is really an image ID: 64 hex digits, or an algorithm with
// its digest, which would otherwise be read as a short name and a tag.
func (r Reference) isID() bool {
	if r.Host != "" || r.Digest != "" {
		return false
	}
	if r.Tag == "" {
		return len(r.Repository) == 64 && allHex(r.Repository)
	}
	return len(r.Tag) == digestLength(r.Repository) && allHex(r.Tag)
}

// explain returns a better reason where the whole text shows what its writer meant, and
// otherwise the given one.
func explain(s, reason string) string {
	_, afterColon, _ := cut(s, ':')
	switch {
	case reason == noPlaceholder:
		return reason
	case strings.HasPrefix(afterColon, "//"):
		return "a reference has no URL scheme: write what follows \"://\""
	case spaced(s):
		return "it holds white space"
	}
	return reason
}

// spaced reports whether there is white space outside of placeholders.
func spaced(s string) bool {
	for i := 0; i < len(s); {
		c, after, counted := next(s, i)
		switch {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			return true
		case counted == 1 && onlyOpens(s, i):
			return strings.ContainsAny(s[i:], " \t\r\n")
		}
		i = after
	}
	return false
}
