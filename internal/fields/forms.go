package fields

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// forms has, for every form, the function that fills a Place from the node at the end of a row's
// path. It reports false when the node does not have that form.
var forms = [...]func(*pathStep, *Place) bool{
	Reference:      readReference,
	Repository:     readRepository,
	ImageMap:       readImageMap,
	Prefix:         readPrefix,
	Image:          readImage,
	KustomizeImage: readKustomizeImage,
	SetImage:       readSetImage,
	Argument:       readArgument,
	OCIAddress:     readOCIAddress,
	ChartText:      readReference,
}

// The keys of the fields next to a repository, as charts and operators spell them.
var (
	registryKeys   = []string{"registry"}
	repositoryKeys = []string{"repository", "repo", "name", "image"}
	tagKeys        = []string{"tag", "imageTag", "versionTag", "image_version", "version"}
	digestKeys     = []string{"digest", "sha", "sha256"}
)

func readReference(s *pathStep, p *Place) bool {
	p.Name = s.node
	return isText(s.node)
}

func readRepository(s *pathStep, p *Place) bool {
	p.Name = s.node
	p.addSiblings()
	return isText(s.node)
}

func readImageMap(s *pathStep, p *Place) bool {
	p.Parent = s.node
	for _, key := range repositoryKeys {
		if n := s.node.Get(key); isText(n) {
			p.Name, p.key = n, key
			p.addSiblings()
			return true
		}
	}
	return false
}

func readPrefix(s *pathStep, p *Place) bool {
	p.Name = s.node
	if registry := firstScalar(p.Parent, registryKeys); registry != s.node {
		p.Registry = registry
	}
	if strings.HasSuffix(s.node.Value, "/") {
		p.After = "/"
	}
	return isText(s.node)
}

func readImage(s *pathStep, p *Place) bool {
	if s.node.Kind == yamlbytes.Mapping {
		return readImageMap(s, p)
	}
	return readReference(s, p)
}

// addSiblings finds registry, tag and digest in the map of the repository.
func (p *Place) addSiblings() {
	p.Registry = firstScalar(p.Parent, registryKeys)
	p.Tag = firstScalar(p.Parent, tagKeys)
	p.Digest = firstScalar(p.Parent, digestKeys)
}

func readKustomizeImage(s *pathStep, p *Place) bool {
	p.Parent = s.node
	p.Name, p.Missing = s.node.Get("newName"), ""
	key := "newName"
	if textOf(p.Name) == "" {
		p.Name, p.Missing = s.node.Get("name"), "newName"
		key = "name"
	}
	if !isText(p.Name) {
		return false
	}
	p.key = key
	p.Tag = firstScalar(p.Parent, []string{"newTag"})
	p.Digest = firstScalar(p.Parent, []string{"digest"})
	return true
}

func readSetImage(s *pathStep, p *Place) bool {
	p.Name = s.node
	name, _, found := image.Cut(s.node.Value, '=')
	if !found {
		name = withoutTag(name)
	}
	p.Before = name + "="
	return isText(s.node)
}

// withoutTag returns an image without its tag and digest: without an @ and what follows it, and
// without a colon after the first slash and what follows it.
func withoutTag(text string) string {
	name, _, _ := image.Cut(text, '@')
	host, path, found := image.Cut(name, '/')
	if !found {
		name, _, _ = image.Cut(name, ':')
		return name
	}
	path, _, _ = image.Cut(path, ':')
	return host + "/" + path
}

func readArgument(s *pathStep, p *Place) bool {
	p.Name = s.node
	if option, _, found := strings.Cut(s.node.Value, "="); found && strings.HasPrefix(option, "-") {
		p.Before = option + "="
	}
	return isText(s.node)
}

func readOCIAddress(s *pathStep, p *Place) bool {
	p.Name = s.node
	if strings.HasPrefix(s.node.Value, ociScheme) {
		p.Before = ociScheme
	}
	if strings.HasSuffix(s.node.Value, "/") {
		p.After = "/"
	}
	return isText(s.node)
}

const ociScheme = "oci://"

// isText reports whether the node is a string that is not empty.
func isText(n *yamlbytes.Node) bool { return n.IsText() && textOf(n) != "" }

// firstScalar returns the first of the keys that holds a scalar.
func firstScalar(m *yamlbytes.Node, keys []string) *yamlbytes.Node {
	for _, key := range keys {
		if n := m.Get(key); n != nil && n.Kind == yamlbytes.Scalar {
			return n
		}
	}
	return nil
}
