package chartvalues

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Form says which part of an image a text in values is.
type Form uint8

// The forms.
const (
	// Whole is a reference or its repository, with or without its host.
	Whole Form = iota
	// Joined is the part after the registry, which is in the same map.
	Joined
	// Prefix is a registry to which templates join names from elsewhere.
	Prefix
)

// A Doubt says why it is not certain which image a text becomes; empty when it is certain.
type Doubt string

// The doubts.
const (
	// ShortName: a name without a registry. The chart may join a registry to it.
	ShortName Doubt = "short-name"
	// Covered: a name without a registry, below a map with a registry. Most charts join the
	// two.
	Covered Doubt = "covered"
	// OneWord: a name of one word, where the chart may join something between it and its
	// registry, so that it is not known whether Docker Hub's library/ belongs before it.
	OneWord Doubt = "one-word"
	// TwoRegistries: a name with its host, and a registry in the same map that the chart may
	// join to it.
	TwoRegistries Doubt = "two-registries"
	// Skipped: a name with a registry in the same map that the chart does not join to it.
	Skipped Doubt = "skipped-registry"
)

// An Image is an image in a map of values, or a part of one.
type Image struct {
	Form  Form
	Doubt Doubt
	// Short says that the name is known to be complete without a host.
	Short bool
	// MayBeShort says that a name without a host would be complete in this field, too.
	MayBeShort bool
	// Key is the key of Name in the map.
	Key string
	// Name is the scalar with the reference, the repository or the prefix. The others are in
	// the same map, or nil.
	Name, Registry, Tag, Digest *yamlbytes.Node
	// Global is the global registry of the release, which a chart may join even to a name with
	// a registry; nil for none.
	Global *yamlbytes.Node
}

// first returns the first of the keys that has a text in the map.
func first(m *yamlbytes.Node, keys []string) (string, *yamlbytes.Node) {
	for _, key := range keys {
		if n := m.Get(key); hasText(n) {
			return key, n
		}
	}
	return "", nil
}

// firstScalar returns the value of the first of the keys that has a scalar, also a number.
func firstScalar(m *yamlbytes.Node, keys []string) *yamlbytes.Node {
	for _, key := range keys {
		if n := m.Get(key); n != nil && n.Kind == yamlbytes.Scalar {
			return n
		}
	}
	return nil
}

// hasDigest reports whether a value, such as that of a key named version, is a digest.
func hasDigest(n *yamlbytes.Node) bool { return hasText(n) && strings.HasPrefix(n.Value, "sha256:") }

func hasText(n *yamlbytes.Node) bool { return n.IsText() && n.Value != "" }

func hasAny(m *yamlbytes.Node, keys []string) bool {
	for _, key := range keys {
		if m.Get(key) != nil {
			return true
		}
	}
	return false
}
