package image

import (
	"strings"
)

// Reference is an image reference, its parts as they were written.
//
// Host is empty when the text has none; it may hold a port. Tag and Digest are
// empty when the text has none, and may both be there. Every part may hold
// placeholders. [Parse] makes only references that obey the package's grammar.
type Reference struct {
	Host       string
	Repository string
	Tag        string
	Digest     string
}

// String writes the reference the way it was read: for every s that [Parse]
// accepts, Parse(s).String() is s.
func (r Reference) String() string {
	var b strings.Builder
	b.Grow(len(r.Host) + len(r.Repository) + len(r.Tag) + len(r.Digest) + len("/:@"))
	part(&b, "", r.Host, "/")
	b.WriteString(r.Repository)
	part(&b, ":", r.Tag, "")
	part(&b, "@", r.Digest, "")
	return b.String()
}

// part writes a part of a reference with what leads and follows it, or nothing
// when there is no such part.
func part(b *strings.Builder, before, text, after string) {
	if text == "" {
		return
	}
	b.WriteString(before)
	b.WriteString(text)
	b.WriteString(after)
}

// Name is the reference without tag and digest: host/repository, or the
// repository alone when there is no host.
func (r Reference) Name() string {
	if r.Host == "" {
		return r.Repository
	}
	return r.Host + "/" + r.Repository
}

// HasPlaceholder reports whether any part holds a placeholder, so that the
// image it will name in a cluster is not known yet.
func (r Reference) HasPlaceholder() bool {
	return !plain(r.Host) || !plain(r.Repository) || !plain(r.Tag) || !plain(r.Digest)
}

// Literal is the repository up to its first placeholder: all of it when it holds
// none.
func (r Reference) Literal() string {
	before, _ := literal(r.Repository)
	return before
}

// MayBeShort reports whether the reference may be one of Docker Hub, without a
// host: because it has none, or because only a placeholder makes one of its first
// component. Of what begins with a placeholder nothing is known.
func (r Reference) MayBeShort() bool {
	first := r.Host
	if first == "" {
		first, _, _ = cut(r.Repository, '/')
	} else if plain(first) {
		return false
	}
	before, _ := literal(first)
	_, _, dot := cut(first, '.')
	_, _, colon := cut(first, ':')
	return before != "" && !dot && !colon
}

// Familiar is the reference as people mostly write it: images of Docker Hub without the
// host, and official ones without library/. It is the reference itself where the short
// form would be another image: a first component that looks like a host, or one that a
// placeholder hides.
func (r Reference) Familiar() Reference {
	if r.Host != dockerHub {
		return r
	}
	short := r
	short.Host = ""
	if name, official := strings.CutPrefix(r.Repository, "library/"); official && !strings.Contains(name, "/") && plain(name) {
		short.Repository = name
	} else if first, _, nested := cut(r.Repository, '/'); !nested || isHost(first) {
		return r
	}
	if again, err := Parse(short.String()); err != nil || again != short {
		return r
	}
	return short
}
