package kustomization

import (
	"regexp"
	"strings"
)

// An Image is an entry of images, as kustomize's type of that name
// (https://pkg.go.dev/sigs.k8s.io/kustomize/api/types#Image).
type Image struct{ Name, NewName, TagSuffix, NewTag, Digest string }

// suffixes reports whether the entry puts a suffix behind the tag, which kustomize does once
// more each time that it looks at the field and finds the image by its name again.
func (i Image) suffixes() bool { return i.TagSuffix != "" && i.NewTag == "" && i.Digest == "" }

// A matcher is an image whose name is compiled.
type matcher struct {
	Image
	pattern *regexp.Regexp // nil for a name that is no regular expression
}

func newMatcher(i Image) *matcher {
	pattern, _ := regexp.Compile(Pattern(i.Name))
	return &matcher{i, pattern}
}

// Pattern is the regular expression by which kustomize finds the images of a name
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/internal/image/image.go).
func Pattern(name string) string {
	return "^" + name + "(:[a-zA-Z0-9_.{}-]*)?(@[a-zA-Z0-9]+([.+_-][a-zA-Z0-9]+)*:[a-zA-Z0-9_.{}-]*)?$"
}

// matches reports whether kustomize finds the image by the entry's name.
func (m *matcher) matches(text string) bool { return m.pattern != nil && m.pattern.MatchString(text) }

// apply is what kustomize makes of an image; the same text when the entry does not find
// it. A new tag or a digest replaces both.
func (m *matcher) apply(text string) string {
	if !m.matches(text) {
		return text
	}
	name, tag, digest := Split(text)
	if m.NewName != "" {
		name = m.NewName
	}
	switch {
	case m.NewTag != "" || m.Digest != "":
		tag, digest = m.NewTag, m.Digest
	case m.TagSuffix != "":
		tag, digest = tag+m.TagSuffix, ""
	}
	return join(name, tag, digest)
}

// again applies the entry several times.
func (m *matcher) again(text string, times int) string {
	for range times {
		text = m.apply(text)
	}
	return text
}

func join(name, tag, digest string) string {
	if tag != "" {
		name += ":" + tag
	}
	if digest != "" {
		name += "@" + digest
	}
	return name
}

// Split takes an image apart as kustomize does: a colon or an at sign behind the first
// slash ends the name.
func Split(text string) (name, tag, digest string) {
	from := max(strings.IndexByte(text, '/'), 0)
	colon, at := strings.IndexByte(text[from:], ':'), strings.IndexByte(text[from:], '@')
	switch {
	case colon < 0 && at < 0:
		return text, "", ""
	case at >= 0 && (at < colon || colon < 0):
		return text[:from+at], "", text[from+at+1:]
	case at >= 0:
		return text[:from+colon], text[from+colon+1 : from+at], text[from+at+1:]
	}
	return text[:from+colon], text[from+colon+1:], ""
}

// Name is the image's name.
func Name(text string) string { return nameOf(text) }

func nameOf(text string) string {
	name, _, _ := Split(text)
	return name
}

// isPattern reports whether a name is meant as a regular expression: it holds more of one
// than the dots that names have.
func isPattern(name string) bool {
	plain := strings.ReplaceAll(name, ".", "")
	return regexp.QuoteMeta(plain) != plain
}

// isBare reports whether a name names no registry: its first part is no host.
func isBare(text string) bool {
	name := nameOf(text)
	host, _, slash := strings.Cut(name, "/")
	return !slash || !strings.ContainsAny(host, ".:$") && host != "localhost"
}

// Apply is what kustomize makes of an image by the entry; the same text when the entry
// does not find it.
func (i Image) Apply(text string) string { return newMatcher(i).apply(text) }
