package generate

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
)

// writtenFrom stands before the configuration's name in whatever is no object.
const writtenFrom = "Written by ecrcache generate from the configuration "

// top is how many lines of a file may stand before the one that says so. A document
// that quotes a file further down is not one.
const top = 4

// Wrote reports whether a text is one that was made for the configuration of a name:
// an object with that owner, or a file that says so at its top. Other files are never
// replaced.
func Wrote(owner, text string) bool {
	isObject := isYAML(text)
	n := 0
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		value, isOwner := strings.CutPrefix(line, v1alpha1.OwnerAnnotation+": ")
		if isObject && isOwner && strings.Trim(value, `"'`) == owner {
			return true
		}
		if n++; n <= top && strings.HasPrefix(strings.Trim(line, "# \""), writtenFrom+owner+". ") {
			return true
		}
	}
	return false
}

// isYAML reports whether a text begins with a key, behind comments.
func isYAML(text string) bool {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" || line == "---" || strings.HasPrefix(line, "#") {
			continue
		}
		key, _, found := strings.Cut(line, ":")
		return found && !strings.Contains(key, " ")
	}
	return false
}
