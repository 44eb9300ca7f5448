package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// maxObjectName is the length of a DNS subdomain, as Kubernetes names objects.
const maxObjectName = 253

// objectName makes a DNS subdomain of parts that are repository paths or words; a
// path's slashes become dots. What could make two names one gets a digest of the
// original.
func objectName(parts ...string) string {
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
	if ambiguous || len(name) > maxObjectName {
		return withDigest(name, original)
	}
	return strings.Trim(name, "-.")
}

// ObjectName makes a DNS subdomain of words, for a generator's own objects.
func ObjectName(parts ...string) string { return objectName(parts...) }

// nameInIAM is a name by which no other Region's is found, for an account has its roles and
// policies once for all of them.
func (b *builder) nameInIAM(what string, most int) string {
	words := slices.DeleteFunc([]string{b.c.Spec.Project, b.c.Spec.Environment, what, b.c.Spec.Region}, func(w string) bool { return w == "" })
	name := strings.Join(words, "-")
	if len(name) <= most || isOpen(name) {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	end := "-" + hex.EncodeToString(sum[:4])
	return strings.TrimRight(name[:most-len(end)], "-") + end
}

// withDigest ends a name in a digest of what it was made of.
func withDigest(name, original string) string {
	sum := sha256.Sum256([]byte(original))
	end := "-" + hex.EncodeToString(sum[:4])
	return strings.Trim(name[:min(len(name), maxObjectName-len(end))], "-.") + end
}

// identifier makes of a prefix a name of letters, digits and underscores, as the
// outputs have it.
func identifier(prefix string) string {
	id := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, strings.ToLower(prefix))
	if id[0] >= '0' && id[0] <= '9' {
		id = "_" + id
	}
	return id
}

// SortedPairs lists a map by its keys.
func SortedPairs(m map[string]string) []Pair {
	var pairs []Pair
	for name, value := range m {
		pairs = append(pairs, Pair{name, value})
	}
	slices.SortFunc(pairs, func(a, b Pair) int { return strings.Compare(a.Name, b.Name) })
	return pairs
}

// isOpen reports whether a text holds a placeholder, whose value is not known.
func isOpen(text string) bool { return strings.Contains(text, "${") }
