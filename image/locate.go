package image

import "strings"

// A Located is a reference and its place in a text: it is all of the text, or it consists of
// the default of a placeholder with which the text begins, and of what follows that.
type Located struct {
	// Reference is the whole of it, with the default instead of the placeholder.
	Reference
	// Variable is that of the placeholder: REGISTRY of ${REGISTRY:-ghcr.io}/org/app.
	// It is empty when the text is the reference.
	Variable string

	start  int // where the reference begins in the text
	length int // how many bytes of it follow there in one piece
}

// maxDefaults is how many defaults within defaults are read.
const maxDefaults = 8

// Locate finds the reference to an upstream, or to the cache, in a text, and classifies it. Of
// a text without one it returns the text as a reference with its verdict, or the error of
// [Parse].
//
// A default may be changed because it is used only while its variable has no value: then the
// text means what it would without the placeholder, and in every other case the default does
// not matter.
func (c *Cache) Locate(text string) (Located, Verdict, error) {
	return c.locate(text, maxDefaults)
}

func (c *Cache) locate(text string, defaults int) (Located, Verdict, error) {
	ref, err := Parse(text)
	whole := Located{Reference: ref, length: len(text)}
	var verdict Verdict
	if err == nil {
		verdict = c.Classify(ref)
	}
	if verdict.Kind != Foreign || defaults == 0 {
		return whole, verdict, err
	}
	f, ok := fallbackOf(text)
	if !ok {
		return whole, verdict, err
	}
	inner, found, bad := c.locate(text[f.start:f.end]+text[f.after:], defaults-1)
	if bad != nil || found.Kind != FromUpstream && found.Kind != Cached {
		return whole, verdict, err
	}
	inner.length = min(inner.length, f.end-f.start-inner.start)
	inner.start += f.start
	if inner.Variable == "" {
		inner.Variable = f.variable
	}
	return inner, found, nil
}

// An Edit replaces the bytes of a text from Start to End.
type Edit struct {
	Start, End int
	New        string
}

// Apply returns the text with the edit made.
func (e Edit) Apply(text string) string { return text[:e.Start] + e.New + text[e.End:] }

// Move returns the edit that gives the reference the host and path of another one, which
// [Cache.Rewrite] or [Cache.Restore] made of it. No byte after the path changes. It returns
// false when not all bytes to change are in the text's default, or when a placeholder would
// get into another one.
func (l Located) Move(to Reference) (Edit, bool) {
	e := move(l.Reference, to)
	if e.End > l.length || l.Variable != "" && !plain(e.New) {
		return Edit{}, false
	}
	e.Start, e.End = l.start, l.start+e.End
	return e, true
}

// move is the edit between the texts of two references. The last components stay, as far as
// both repositories have the same.
func move(from, to Reference) Edit {
	same := commonEnd(from.Repository, to.Repository)
	old, moved := from.Name(), to.Name()
	end, head := len(old)-same, len(moved)-same
	if end > 0 && head > 0 && old[end-1] == '/' && moved[head-1] == '/' { // the slash stays
		end, head = end-1, head-1
	}
	return Edit{End: end, New: moved[:head]}
}

// commonEnd is the length of the whole components in which two paths end.
func commonEnd(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-n-1] == b[len(b)-n-1] {
		n++
	}
	begins := func(path string) bool { return n == len(path) || path[len(path)-n-1] == '/' }
	for n > 0 && !(begins(a) && begins(b)) {
		n--
	}
	return n
}

// DropDigest returns the edit that removes the digest from the text. It returns false when there
// is none, when it is not in one piece, or when more than the digest would be removed: a
// placeholder may end what another one began.
func (l Located) DropDigest(text string) (Edit, bool) {
	if l.Digest == "" || !oneValue(l.Digest) {
		return Edit{}, false
	}
	end := len(l.Reference.String())
	start := end - len("@") - len(l.Digest)
	if end <= l.length {
		return Edit{Start: l.start + start, End: l.start + end}, true
	}
	return Edit{Start: len(text) - (end - start), End: len(text)}, strings.HasSuffix(text, "@"+l.Digest)
}

// oneValue reports whether a digest is one without placeholders, or ends in its
// only one.
func oneValue(digest string) bool {
	for i := 0; i < len(digest); {
		_, after, counted := next(digest, i)
		if counted == 0 {
			return after == len(digest)
		}
		i = after
	}
	return true
}

// MayHaveDigest reports whether the reference has a digest, or a placeholder that
// may bring one: ${DIGEST:+@$DIGEST}.
func (r Reference) MayHaveDigest() bool {
	return r.Digest != "" || strings.Contains(r.Repository, "@") || strings.Contains(r.Tag, "@")
}
