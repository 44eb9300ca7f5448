package imagetag

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// A Pattern is the name of an entry as kustomize takes it, for a regular expression. Nearly all
// names are plain ones, whose only special characters are the dots of hosts: those are compared
// here, because a repository may have a hundred thousand of them, and a compiled expression takes
// many kilobytes.
type Pattern struct {
	name string
	// plain are the parts of the name between its dots; nil for one that is not plain.
	plain []string
	// finds and is are the name as an expression, with and without tag and digest; nil for a plain
	// name, and for one that is no expression, such as "(".
	finds, is *regexp.Regexp
}

// version is what kustomize takes for the tag and the digest behind a name
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/internal/image/image.go).
const version = "(:[a-zA-Z0-9_.{}-]*)?(@[a-zA-Z0-9]+([.+_-][a-zA-Z0-9]+)*:[a-zA-Z0-9_.{}-]*)?$"

// isVersion matches a whole version.
var isVersion = regexp.MustCompile("^" + version)

// NewPattern reads a name.
func NewPattern(name string) *Pattern {
	p := &Pattern{name: name}
	if plain, ok := plainName(name); ok {
		p.plain = plain
		return p
	}
	p.finds, _ = regexp.Compile("^" + name + version)
	p.is, _ = regexp.Compile("^" + name + "$")
	return p
}

// plainName returns the parts of a name between its dots, without the backslashes before dots and
// other characters that have a meaning; false for a name in which anything else has one.
func plainName(name string) ([]string, bool) {
	if name == "" || !utf8.ValidString(name) {
		return nil, false
	}
	parts, part := []string{}, make([]byte, 0, len(name))
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case c == '.':
			parts, part = append(parts, string(part)), part[:0]
			continue
		case c == '\\':
			if i++; i == len(name) || !isPunctuation(name[i]) {
				return nil, false
			}
			c = name[i]
		case strings.IndexByte("+*?()|[]{}^$", c) >= 0:
			return nil, false
		}
		part = append(part, c)
	}
	return append(parts, string(part)), true
}

// isPunctuation reports whether a character is meant as it is after a backslash.
func isPunctuation(c byte) bool {
	return c > ' ' && c < utf8.RuneSelf && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')
}

// Finds reports whether kustomize finds an image, such as nginx:v1, by the name.
func (p *Pattern) Finds(image string) bool {
	if p.plain == nil {
		return p.finds != nil && p.finds.MatchString(image)
	}
	rest, found := p.cut(image)
	if rest = withoutTag(rest); !found || rest == "" {
		return found
	}
	return rest[0] == '@' && isVersion.MatchString(rest)
}

// withoutTag cuts the tag off a version.
func withoutTag(version string) string {
	if !strings.HasPrefix(version, ":") {
		return version
	}
	return strings.TrimLeftFunc(version[1:], func(r rune) bool {
		return r < utf8.RuneSelf && (!isPunctuation(byte(r)) && r > ' ' || strings.ContainsRune("_.{}-", r))
	})
}

// Is reports whether the name finds an image that has no tag and no digest. A name that is no
// regular expression is itself alone.
func (p *Pattern) Is(name string) bool {
	switch {
	case p.plain != nil:
		rest, found := p.cut(name)
		return found && rest == ""
	case p.is == nil:
		return p.name == name
	}
	return p.is.MatchString(name)
}

// IsExpression reports whether the name can be read as a regular expression.
func (p *Pattern) IsExpression() bool { return p.plain != nil || p.is != nil }

// cut cuts the plain name off the beginning of a text. A dot stands for any character but the end of
// a line.
func (p *Pattern) cut(text string) (rest string, found bool) {
	for i, part := range p.plain {
		if i > 0 {
			r, size := utf8.DecodeRuneInString(text)
			if size == 0 || r == '\n' {
				return "", false
			}
			text = text[size:]
		}
		if text, found = strings.CutPrefix(text, part); !found {
			return "", false
		}
	}
	return text, true
}

// Patterns are the names of many entries, each once.
type Patterns map[string]*Pattern

// Of returns a name as a pattern.
func (all Patterns) Of(name string) *Pattern {
	p := all[name]
	if p == nil {
		p = NewPattern(name)
		all[name] = p
	}
	return p
}

// Matcher returns an entry with its name as a pattern.
func (all Patterns) Matcher(i Image) *Matcher { return &Matcher{i, all.Of(i.Name)} }
