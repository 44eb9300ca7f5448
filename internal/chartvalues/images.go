package chartvalues

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

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
	case name != nil && s.isChart(m, nameKey):
	case registry == nil && name != nil && s.isImage(m, nameKey):
		found(s.alone(m, nameKey, name))
	case registry != nil && name == nil:
		s.prefix(m, registryKey, registry, found)
	case registry != nil && name != nil && !hostIn(name.Value):
		found(s.joined(m, nameKey, name, registry))
	case registry != nil && name != nil && s.hasOtherName(m, nameKey): // the template uses one of them
		found(s.alone(m, nameKey, name))
		s.prefix(m, registryKey, registry, found)
	case registry != nil && name != nil:
		i := s.image(m, Whole, nameKey, name)
		i.Doubt = TwoRegistries
		found(i)
	}
	for i := range m.Pairs {
		s.other(m, &m.Pairs[i], found)
	}
}

// hasOtherName reports whether a map with a registry and a whole reference also has a name for the
// registry, which has none itself.
func (s Scope) hasOtherName(m *yamlbytes.Node, nameKey string) bool {
	return slices.ContainsFunc(nameKeys, func(key string) bool {
		n := m.Get(key)
		return key != nameKey && s.mayName(key) && hasText(n) && !hostIn(n.Value)
	})
}

// prefix finds the image in a map that has a registry and no name: mostly a registry to which the
// chart joins names from elsewhere, such as global.imageRegistry.
func (s Scope) prefix(m *yamlbytes.Node, key string, registry *yamlbytes.Node, found func(Image)) {
	switch {
	case !s.joins(m, key) || !saysImage(key) && hasLogin(m):
	case !hostIn(registry.Value+"/") && !isHost(registry.Value): // an organization, joined to a name that is elsewhere
		found(Image{Form: Whole, Doubt: ShortName, Key: key, Name: registry})
	// Istio's hub has a tag beside it, and is never a whole name.
	case key != "hub" && mayBeName(registry.Value) && (firstScalar(m, tagKeys) != nil || firstScalar(m, digestKeys) != nil):
		found(Image{Form: Whole, Doubt: OneWord, Key: key, Name: registry})
	default:
		found(Image{Form: Prefix, Key: key, Name: registry})
	}
}

// mayBeName reports whether a registry in a map with a tag may be a whole name, as in some charts
// (https://github.com/democratic-csi/charts/blob/master/stable/democratic-csi/values.yaml),
// or an organization: docker.io/busybox, docker.io/istio.
func mayBeName(text string) bool {
	return strings.Count(text, "/") == 1 && !strings.HasSuffix(text, "/")
}

// joined returns the image of a name and a registry in one map.
func (s Scope) joined(m *yamlbytes.Node, key string, name, registry *yamlbytes.Node) Image {
	i := s.image(m, Joined, key, name)
	i.Registry = registry
	switch {
	case !hostIn(registry.Value+"/") && !isHost(registry.Value):
		i.Doubt = ShortName // of an organization at Docker Hub, or below another registry
	case oneWord(name.Value) && s.shared(m, key):
		i.Doubt = OneWord
	}
	return i
}

// name returns the name of an image in a map. The keys name and repo count only in a map whose key
// says that it is an image.
func (s Scope) name(m *yamlbytes.Node) (string, *yamlbytes.Node) {
	for _, key := range nameKeys {
		if n := m.Get(key); hasText(n) && s.mayName(key) {
			return key, n
		}
	}
	return "", nil
}

// mayName reports whether one of nameKeys has the name of an image in the map.
func (s Scope) mayName(key string) bool { return key != "name" && key != "repo" || saysImage(s.Key) }

// alone returns the image of a name in a map without a registry.
func (s Scope) alone(m *yamlbytes.Node, key string, name *yamlbytes.Node) Image {
	i := s.image(m, Whole, key, name)
	switch {
	case hostIn(name.Value):
		i.Global, i.MayBeShort = s.global, s.Whole
	case s.Covered:
		i.Doubt = Covered
	case s.Whole:
		i.Short = true
	default:
		i.Doubt = ShortName
	}
	return i
}

// image returns the image of a name with the other fields of its map. The fields tag and digest do
// not count for a reference that has a tag or a digest itself.
func (s Scope) image(m *yamlbytes.Node, form Form, key string, name *yamlbytes.Node) Image {
	i := Image{Form: form, Key: key, Name: name}
	if last := name.Value[strings.LastIndexByte(name.Value, '/')+1:]; key != "image" || !strings.Contains(last, ":") {
		i.Tag, i.Digest = firstScalar(m, tagKeys), firstScalar(m, digestKeys)
	}
	if hasDigest(i.Tag) {
		i.Tag, i.Digest = nil, i.Tag
	}
	return i
}

// isImage reports whether a map with a name and no registry is an image rather than anything else
// that has a repository, such as a chart or a Git repository.
func (s Scope) isImage(m *yamlbytes.Node, key string) bool {
	return key != "repository" || hostIn(m.Get(key).Value) || s.Whole || saysImage(s.Key) || hasAny(m, imageKeys)
}

// joins reports whether a registry without a name is one of images: its key, the map that has it,
// or another key there says so. A registry may also be one of charts or of schemas.
func (s Scope) joins(m *yamlbytes.Node, key string) bool {
	if key != "registry" && key != "registryUrl" && key != "registryURL" || s.Key == "global" || s.Key == "" || saysImage(s.Key) {
		return true
	}
	return slices.ContainsFunc(m.Pairs, func(p yamlbytes.Pair) bool { return saysImage(p.Key.Value) })
}

// hasLogin reports whether a map has a user name, a password or the like.
func hasLogin(m *yamlbytes.Node) bool {
	return slices.ContainsFunc(m.Pairs, func(p yamlbytes.Pair) bool {
		key := plain(p.Key.Value)
		return p.Value.Kind == yamlbytes.Scalar && !slices.Contains(notLogins, key) && slices.ContainsFunc(loginWords, func(word string) bool { return strings.Contains(key, word) })
	})
}

// other finds an image in another text of a map, by its key or that of the map, when it names its
// host or is a repository. It also finds the address of a registry in a map of its own.
func (s Scope) other(m *yamlbytes.Node, p *yamlbytes.Pair, found func(Image)) {
	key, text := p.Key.Value, p.Value
	switch {
	case !hasText(text) || slices.Contains(registryKeys, key):
	case plain(s.Key) == "registry" && (key == "address" || key == "url" || key == "host") && !hasLogin(m):
		found(Image{Form: Prefix, Key: key, Name: text})
	case hostIn(text.Value) && (saysImage(key) || saysImage(s.Key)):
		found(Image{Form: Whole, Key: key, Name: text})
	case saysRepository(key) && saysImage(s.Key) && !slices.Contains(nameKeys, key), saysImage(key) && shortReference().MatchString(text.Value),
		plain(s.Key) == "images" && !saysPart(key) && shortName().MatchString(text.Value):
		found(s.alone(m, key, text))
	}
}

// shortReference is a name without a host in several parts, or with a tag; shortName may be
// of one word.
var (
	shortReference = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^[a-z0-9]+([._-]+[a-z0-9]+)*((/[a-z0-9]+([._-]+[a-z0-9]+)*)+(:[\w.-]+)?|:[\w.-]+)(@sha256:[0-9a-f]+)?$`)
	})
	shortName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9]+([._/-]+[a-z0-9]+)*(:[\w.-]+)?$`) })
)

// shared reports whether the chart joins the registry of a map to several names, or joins
// something between registry and name.
func (s Scope) shared(m *yamlbytes.Node, nameKey string) bool {
	if hasAny(m, betweenKeys) {
		return true
	}
	return slices.ContainsFunc(m.Pairs, func(p yamlbytes.Pair) bool {
		key := p.Key.Value
		return key != nameKey && p.Value.Kind != yamlbytes.Sequence && (slices.Contains(nameKeys, key) || saysImage(key))
	})
}

// hostIn reports whether a text begins with a registry's host and a path follows. As for container
// runtimes, the first part is a host when it has a dot or a colon. The default of a
// placeholder may be a host, too, and a host may have placeholders, as that of a cache whose account
// and Region are filled in later.
func hostIn(text string) bool {
	if defaultHost.MatchString(text) {
		return true
	}
	host, rest, found := strings.Cut(text, "/")
	if strings.Contains(host, "${") {
		host = variable.ReplaceAllLiteralString(host, "x")
	}
	return found && rest != "" && strings.ContainsAny(host, ".:") && !strings.ContainsFunc(host, notInHost) && !strings.ContainsAny(rest, " \n\t")
}

// notInHost reports whether a character cannot be in a host or its port.
func notInHost(c rune) bool {
	return c >= utf8.RuneSelf || !strings.ContainsRune(".:-_", c) && !unicode.IsLetter(c) && !unicode.IsDigit(c)
}

// defaultHost is a placeholder with a host as its default: ${REGISTRY:-ghcr.io}/org/app.
var defaultHost = regexp.MustCompile(`^\$\{\w+:?[-=][\w.:-]*[.:][\w.:/-]*\}/`)

// variable is a placeholder without a default: ${AWS_REGION}.
var variable = regexp.MustCompile(`\$\{\w+\}`)

// isHost reports whether a registry is a host alone.
func isHost(text string) bool { return strings.ContainsAny(text, ".:") && !strings.Contains(text, "/") }

// oneWord reports whether a name has no slash before its tag or digest.
func oneWord(text string) bool { return !strings.Contains(strings.SplitN(text, "@", 2)[0], "/") }
