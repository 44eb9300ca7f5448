package flux

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// maxLabel is the length of a label's value, so that the names of pairs can be
// used as such.
const maxLabel = 63

// hashed is how long the ending is that keeps two names apart: a hyphen and 8 hex
// digits.
const hashed = 9

// scanName returns the name of the pair for a repository of the cache, such as
// ghcr/amerintlxperts/app, with dots instead of slashes. The name depends on this repository
// alone, so it does not change when others are added or removed. It ends in a digest of the
// repository where another repository could have the same name, or where it would look as if it
// already ended in a digest.
func scanName(repository string) string {
	name := strings.Map(func(r rune) rune {
		if r == '/' {
			return '.'
		}
		if r == '_' {
			return '-'
		}
		return r
	}, repository)
	if !strings.ContainsAny(repository, "._") && len(name) <= maxLabel && !endsHashed(name) {
		return name
	}
	sum := sha256.Sum256([]byte(repository))
	return strings.TrimRight(name[:min(len(name), maxLabel-hashed)], "-.") + "-" + hex.EncodeToString(sum[:4])
}

// endsHashed reports whether a name ends as those do that have a digest.
func endsHashed(name string) bool {
	if len(name) < hashed || name[len(name)-hashed] != '-' {
		return false
	}
	return strings.Trim(name[len(name)-hashed+1:], "0123456789abcdef") == ""
}
