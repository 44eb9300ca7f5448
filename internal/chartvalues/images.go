package chartvalues

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Images calls visit for every image in the map itself, not in maps below it.
func (s Scope) Images(m *yamlbytes.Node, visit func(Image)) {
	seen := map[*yamlbytes.Node]bool{}
	found := func(i Image) {
		if !seen[i.Name] {
			seen[i.Name] = true
			visit(i)
		}
	}
	registryKey, registry := first(m, registryKeys)
	nameKey, name := s.name(m)
	switch {
	case registry == nil && name == nil:
	case registry == nil:
		if i := s.alone(m, nameKey, name); i.Doubt == "" && (!i.Short || s.isImage(m, nameKey)) || !s.Covered && s.isImage(m, nameKey) {
			found(i)
		}
	case registry != nil && (name == nil || hostIn(name.Value)):
		if name != nil {
			found(s.alone(m, nameKey, name))
		}
		if s.joins(m, registryKey) && !hasLogin(m) {
			found(Image{Form: Prefix, Key: registryKey, Name: registry})
		}
	case registry != nil:
		i := s.image(m, Joined, nameKey, name)
		i.Registry = registry
		if oneWord(name.Value) && s.shared(m, nameKey) {
			i.Doubt = OneWord
		}
		found(i)
	}
	for i := range m.Pairs {
		s.other(m, &m.Pairs[i], found)
	}
}

// name is the part of an image's name that a map holds. The keys name and repo are those
// of an image only in a map that says so.
func (s Scope) name(m *yamlbytes.Node) (string, *yamlbytes.Node) {
	for _, key := range nameKeys {
		if n := m.Get(key); hasText(n) && (key != "name" && key != "repo" || saysImage(s.Key)) {
			return key, n
		}
	}
	return "", nil
}

// alone is a name without a registry beside it.
func (s Scope) alone(m *yamlbytes.Node, key string, name *yamlbytes.Node) Image {
	i := s.image(m, Whole, key, name)
	switch {
	case hostIn(name.Value):
	case s.Whole:
		i.Short = true
	default:
		i.Doubt = ShortName
	}
	return i
}

// image is a name with what is beside it. A reference with a tag or a digest takes none
// from there.
func (s Scope) image(m *yamlbytes.Node, form Form, key string, name *yamlbytes.Node) Image {
	i := Image{Form: form, Key: key, Name: name}
	if last := name.Value[strings.LastIndexByte(name.Value, '/')+1:]; key != "image" || !strings.Contains(last, ":") {
		i.Tag, i.Digest = firstScalar(m, tagKeys), firstScalar(m, digestKeys)
	}
	return i
}

// isImage reports whether a map with a name without a registry is an image rather than
// anything else that has a repository.
func (s Scope) isImage(m *yamlbytes.Node, key string) bool {
	return key != "repository" || s.Whole || saysImage(s.Key) || hasAny(m, tagKeys[:2]) || hasAny(m, []string{"pullPolicy", "imagePullPolicy", "digest"})
}

// joins reports whether something says that names of images are joined to a registry
// that stands alone: its key, the map it stands in, or another key there.
func (s Scope) joins(m *yamlbytes.Node, key string) bool {
	if key != "registry" && key != "registryUrl" && key != "registryURL" || s.Key == "global" || s.Key == "" || saysImage(s.Key) {
		return true
	}
	return slices.ContainsFunc(m.Pairs, func(p yamlbytes.Pair) bool { return saysImage(p.Key.Value) })
}

// hasLogin reports whether a map holds a user's name, a password or the like.
func hasLogin(m *yamlbytes.Node) bool {
	return slices.ContainsFunc(m.Pairs, func(p yamlbytes.Pair) bool {
		key := plain(p.Key.Value)
		return p.Value.Kind == yamlbytes.Scalar && slices.ContainsFunc(loginWords, func(word string) bool { return strings.Contains(key, word) })
	})
}

// other is any further text of a map that says by its key that it is an image, or that
// stands in a map that does: one that names its host.
func (s Scope) other(m *yamlbytes.Node, p *yamlbytes.Pair, found func(Image)) {
	if !hasText(p.Value) || !hostIn(p.Value.Value) || !saysImage(p.Key.Value) && !saysImage(s.Key) && plain(p.Key.Value) != "repository" {
		return
	}
	if slices.Contains(registryKeys, p.Key.Value) {
		return
	}
	found(Image{Form: Whole, Key: p.Key.Value, Name: p.Value})
}

// shared reports whether the registry of a map is joined to more than the one name, or
// something else is joined between them.
func (s Scope) shared(m *yamlbytes.Node, nameKey string) bool {
	if hasAny(m, betweenKeys) {
		return true
	}
	return slices.ContainsFunc(m.Pairs, func(p yamlbytes.Pair) bool {
		key := p.Key.Value
		return key != nameKey && p.Value.Kind != yamlbytes.Sequence && (slices.Contains(nameKeys, key) || saysImage(key))
	})
}

// hostIn reports whether a text begins with a registry's host and goes on, as container
// runtimes tell it: the first part holds a dot or a colon.
func hostIn(text string) bool {
	host, rest, found := strings.Cut(text, "/")
	return found && rest != "" && strings.ContainsAny(host, ".:") && !strings.ContainsAny(text, " \n\t")
}

// oneWord reports whether a name has no slash before its tag or digest.
func oneWord(text string) bool { return !strings.Contains(strings.SplitN(text, "@", 2)[0], "/") }
