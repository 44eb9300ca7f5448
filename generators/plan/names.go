package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
)

// maxObjectName is the longest name of a Kubernetes object, a DNS subdomain
// (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/).
const maxObjectName = 253

// ObjectName returns the name of a Kubernetes object, a DNS subdomain, for parts that are
// words or repository paths. Parts are joined by hyphens, and slashes become dots. Where other
// parts could give the same name, it ends in a digest of the parts:
//
//	shop, prod, ghcr   shop-prod-ghcr
//	ghcr/org           ghcr.org
//	ghcr/org.name      ghcr.org.name-DIGEST, because ghcr/org/name has the same dots
//	ghcr/org-DIGEST    ghcr.org-DIGEST-DIGEST, because that may be the name of another path
func ObjectName(parts ...string) string {
	parts = slices.DeleteFunc(slices.Clone(parts), func(p string) bool { return p == "" })
	original := strings.Join(parts, "-")
	ambiguous := strings.Contains(original, "/") && strings.Contains(original, ".")
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '.':
			return r
		case r == '/':
			return '.'
		}
		ambiguous = true
		return '-'
	}, strings.ToLower(original))
	if ambiguous || len(name) > maxObjectName || strings.Contains(original, "/") && EndsInDigest(name) {
		return WithDigest(name, original)
	}
	return strings.Trim(name, "-.")
}

// WithDigest returns the name with an ending of 8 hex digits, a digest of original, which the name
// was made of. The name is shortened to what Kubernetes accepts.
func WithDigest(name, original string) string {
	sum := sha256.Sum256([]byte(original))
	end := "-" + hex.EncodeToString(sum[:4])
	return strings.Trim(name[:min(len(name), maxObjectName-len(end))], "-.") + end
}

// digestLength is the length of the ending that makes a name unique: a hyphen and 8 hex digits.
const digestLength = 9

// EndsInDigest reports whether a name ends as those with a digest do: app-0a1b2c3d.
func EndsInDigest(name string) bool {
	if len(name) < digestLength || name[len(name)-digestLength] != '-' {
		return false
	}
	return strings.Trim(name[len(name)-digestLength+1:], "0123456789abcdef") == ""
}

// SortedPairs returns the entries of a map, sorted by their names.
func SortedPairs(m map[string]string) []Pair {
	var pairs []Pair
	for name, value := range m {
		pairs = append(pairs, Pair{name, value})
	}
	slices.SortFunc(pairs, func(a, b Pair) int { return strings.Compare(a.Name, b.Name) })
	return pairs
}

// Element returns the path of an element of a list in the configuration, such as
// spec.upstreams[0].
func Element(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// RepositoryPattern returns the pattern that matches all repositories under a prefix of a
// rule, such as ghcr/*.
func RepositoryPattern(prefix string) string {
	if prefix == image.RootPrefix {
		return "*"
	}
	return strings.TrimSuffix(prefix, "/") + "/*"
}

// HasPlaceholder reports whether the name of a repository or a tag holds a placeholder of
// any known form, such as ${TAG} or {{ tag }}, that is filled in later.
func HasPlaceholder(name string) bool { return image.Reference{Repository: name}.HasPlaceholder() }
