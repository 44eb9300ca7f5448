package generate

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/config"
)

// Wrote reports whether a text is one that Files made for the configuration of a
// name: an object with that owner, or a file of its Terraform module. Other files are
// never replaced.
func Wrote(owner, text string) bool {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		value, isOwner := strings.CutPrefix(line, config.OwnerAnnotation+": ")
		if isOwner && strings.Trim(value, `"'`) == owner {
			return true
		}
		line = strings.ReplaceAll(strings.TrimPrefix(line, "# "), "`", "")
		if strings.HasPrefix(line, "Written by ecrcache generate from the configuration "+owner+". ") {
			return true
		}
	}
	return false
}
