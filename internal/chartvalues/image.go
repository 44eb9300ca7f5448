package chartvalues

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Form says what a text in values is of an image.
type Form uint8

// The forms.
const (
	// Whole is a reference, or its repository, and begins with its host, if it names one.
	Whole Form = iota
	// Joined is the part behind the registry that stands beside it.
	Joined
	// Prefix is a registry to which templates join names that are elsewhere.
	Prefix
)

// Doubt says why it is not certain what a text becomes; empty when it is.
type Doubt string

// The doubts.
const (
	// ShortName: a name without a registry. The chart may join one to it.
	ShortName Doubt = "short-name"
	// Covered: a name without a registry, below a map that holds one. Most charts join
	// the two.
	Covered Doubt = "covered"
	// OneWord: a name of one word, where something may be joined between it and its
	// registry. For Docker Hub it is not known then whether library/ belongs before it.
	OneWord Doubt = "one-word"
	// TwoRegistries: a name with its host, and a registry beside it that the chart may
	// join to it.
	TwoRegistries Doubt = "two-registries"
	// Skipped: a name beside a registry that the chart does not join to it.
	Skipped Doubt = "skipped-registry"
)

// An Image is an image in a map of values, or a part of one.
type Image struct {
	Form  Form
	Doubt Doubt
	// Short says that the name is known to be whole without a host.
	Short bool
	// MayBeShort says that a name without a host would be whole in this place, too.
	MayBeShort bool
	// Key is the key of Name in the map.
	Key string
	// Name holds the reference, the repository or the prefix; the others stand beside
	// it, or are nil.
	Name, Registry, Tag, Digest *yamlbytes.Node
	// Global is the registry that all charts of a release share, which a chart may join
	// to a name that has one; nil for none.
	Global *yamlbytes.Node
}

// first returns the first of the keys that holds a text in the map.
func first(m *yamlbytes.Node, keys []string) (string, *yamlbytes.Node) {
	for _, key := range keys {
		if n := m.Get(key); hasText(n) {
			return key, n
		}
	}
	return "", nil
}

// firstScalar returns the first of the keys that holds a scalar, which may be a number.
func firstScalar(m *yamlbytes.Node, keys []string) *yamlbytes.Node {
	for _, key := range keys {
		if n := m.Get(key); n != nil && n.Kind == yamlbytes.Scalar {
			return n
		}
	}
	return nil
}

// hasDigest reports whether a text, as of a key named version, is a digest.
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
