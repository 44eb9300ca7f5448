package image

import "strings"

// A Located is a reference with its place in a text. Either the whole text is the reference,
// or the text begins with a placeholder that has a default, as in ${REGISTRY:-ghcr.io}/org/app:
// then the reference is the default and the text after the placeholder, ghcr.io/org/app.
type Located struct {
	Reference
	// Variable is the variable of the placeholder, such as REGISTRY; empty when the whole text
	// is the reference.
	Variable string

	start  int // offset of the reference in the text
	length int // how many of its bytes are there in one piece: in the default, those before its end
}

// maxDefaults limits how deep defaults inside defaults are read, as in ${A:-${B:-ghcr.io}}.
const maxDefaults = 8

// Locate finds the reference to an upstream, or to the cache, in the text of an image field, and
// classifies it. When neither the text nor a default in it is such a reference, Locate returns
// the whole text as a reference, with its classification, or the error of [Parse].
//
// Changing a default is safe: it is used only while its variable has no value.
func (c *Cache) Locate(text string) (Located, Classification, error) {
	return c.locate(text, maxDefaults)
}

func (c *Cache) locate(text string, defaults int) (Located, Classification, error) {
	ref, err := Parse(text)
	whole := Located{Reference: ref, length: len(text)}
	var class Classification
	if err == nil {
		class = c.Classify(ref)
	}
	if class.Status != Foreign || defaults == 0 {
		return whole, class, err
	}
	f, ok := fallbackOf(text)
	if !ok {
		return whole, class, err
	}
	inner, found, bad := c.locate(text[f.start:f.end]+text[f.after:], defaults-1)
	if bad != nil || found.Status != FromUpstream && found.Status != Cached {
		return whole, class, err
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
// false when a byte to change is outside the default in the text, or when the result would have
// a placeholder inside another one.
func (l Located) Move(to Reference) (Edit, bool) {
	e := move(l.Reference, to)
	if e.End > l.length || l.Variable != "" && !plain(e.New) {
		return Edit{}, false
	}
	e.Start, e.End = l.start, l.start+e.End
	return e, true
}

// move returns the edit that turns the text of one reference into the text of another. It does
// not touch the last components that both repositories share: of ghcr.io/org/app it replaces
// ghcr.io by HOST/ghcr.
func move(from, to Reference) Edit {
	same := commonEnd(from.Repository, to.Repository)
	old, moved := from.Name(), to.Name()
	end, head := len(old)-same, len(moved)-same
	if end > 0 && head > 0 && old[end-1] == '/' && moved[head-1] == '/' { // the slash stays
		end, head = end-1, head-1
	}
	return Edit{End: end, New: moved[:head]}
}

// commonEnd returns the length of the last components that two paths share.
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

// oneValue reports whether a digest has no placeholder, or one placeholder at its end.
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
