package schemacheck

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/spelling"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// UnknownKey returns what to say of a key that is not among the known ones of a map, and
// the known key that was probably meant. That is "" when no key is near, or when the map
// has the near one as well; the finding then lists all known keys.
func UnknownKey(key string, known []string, in *yamlbytes.Node) (e finding.Finding, meant string) {
	if meant = spelling.Nearest(key, known); meant != "" && in.Get(meant) == nil {
		return finding.Finding{Message: "unknown key", Hint: "did you mean " + meant + "?"}, meant
	}
	return finding.Finding{Message: "unknown key", Accepted: strings.Join(known, ", ")}, ""
}
