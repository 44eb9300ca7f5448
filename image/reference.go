package image

import (
	"strings"
)

// A Reference is an image reference, with its parts as they were written.
//
// Host includes the port. Host, Tag and Digest are empty where the text has none; a reference
// may have both Tag and Digest. Every part may contain placeholders. [Parse] returns only
// references of the package's grammar.
type Reference struct {
	Host       string
	Repository string
	Tag        string
	Digest     string
}

// String returns the reference as it was written: for every s that [Parse] accepts,
// Parse(s).String() is s.
func (r Reference) String() string {
	var b strings.Builder
	b.Grow(len(r.Host) + len(r.Repository) + len(r.Tag) + len(r.Digest) + len("/:@"))
	part(&b, "", r.Host, "/")
	b.WriteString(r.Repository)
	part(&b, ":", r.Tag, "")
	part(&b, "@", r.Digest, "")
	return b.String()
}

// part writes a part of a reference with the separators around it, or nothing for an empty
// part.
func part(b *strings.Builder, before, text, after string) {
	if text == "" {
		return
	}
	b.WriteString(before)
	b.WriteString(text)
	b.WriteString(after)
}

// Name returns the reference without tag and digest: host/repository, or the repository alone
// when there is no host.
func (r Reference) Name() string {
	if r.Host == "" {
		return r.Repository
	}
	return r.Host + "/" + r.Repository
}

// HasPlaceholder reports whether a part has a placeholder, so that it is not known which image
// the reference will name in a cluster.
func (r Reference) HasPlaceholder() bool {
	return !plain(r.Host) || !plain(r.Repository) || !plain(r.Tag) || !plain(r.Digest)
}

// Literal returns the repository up to its first placeholder: all of it when it has none.
func (r Reference) Literal() string {
	before, _ := literal(r.Repository)
	return before
}

// MayBeShort reports whether the reference may be a short name of Docker Hub: it has no host, or
// its first component is only taken for a host because it contains a placeholder. It returns
// false for a reference that begins with a placeholder, of which nothing is known.
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

// Familiar returns the reference as people mostly write it: images of Docker Hub without the
// host, and official ones without library/. It returns the reference unchanged where the short
// form would be another image, because its first component looks like a host or has a
// placeholder.
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
