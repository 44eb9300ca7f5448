package generate

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/config"
)

// writtenFrom stands before the configuration's name in whatever is no object.
const writtenFrom = "Written by ecrcache generate from the configuration "

// Wrote reports whether a text is one that was made for the configuration of a name:
// an object with that owner, or a file that says so. Other files are never replaced.
func Wrote(owner, text string) bool {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		value, isOwner := strings.CutPrefix(line, config.OwnerAnnotation+": ")
		if isOwner && strings.Trim(value, `"'`) == owner {
			return true
		}
		if strings.HasPrefix(strings.Trim(line, "# \""), writtenFrom+owner+". ") {
			return true
		}
	}
	return false
}
