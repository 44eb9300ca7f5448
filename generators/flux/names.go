package flux

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// maxLabel is the greatest length of a label's value. The names of pairs are not longer, so that
// they can be label values.
const maxLabel = 63

// digestLength is the length of the ending that makes a name unique: a hyphen and 8 hex digits.
const digestLength = 9

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
	if !strings.ContainsAny(repository, "._") && len(name) <= maxLabel && !plan.EndsInDigest(name) {
		return name
	}
	sum := sha256.Sum256([]byte(repository))
	return strings.TrimRight(name[:min(len(name), maxLabel-digestLength)], "-.") + "-" + hex.EncodeToString(sum[:4])
}
