package generators

import (
	"path"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
)

// withHeader returns the text of a file with its title, and the line that says who wrote it.
// JSON has no comments: there the generator puts the line into a field near the top, as
// object.Written says it.
func withHeader(f *object.File, owner string) string {
	written := object.Written(owner)
	switch path.Ext(f.Name) {
	case ".json":
		return f.Text
	case ".md":
		return "# " + f.Title + "\n\n" + strings.TrimSuffix(written, "this file.") + "these files.\n\n" + f.Text
	}
	header := "# " + written + "\n"
	if f.Title != "" {
		header = "# " + f.Title + "\n" + header
	}
	return header + f.Text
}

// headerLines limits how many lines of a file may come before the one that says who wrote it: a
// document that quotes such a line further down was not written by ecrcache.
const headerLines = 4

// Wrote reports whether a text was generated for the configuration of that name: an object with
// that owner, or a file that says so at its top. Other files are never replaced.
func Wrote(owner, text string) bool {
	isObject := isYAML(text)
	var keys [2]string // of the first two levels, above the line
	n := 0
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \t\r\n")
		key := strings.TrimLeft(line, " ")
		switch indent := len(line) - len(key); {
		case indent == 0 && key != "":
			keys = [2]string{key}
		case indent == 2:
			keys[1] = key
		case indent == 4 && isObject && keys == [2]string{"metadata:", "annotations:"}: // as the generators write it; deeper, or elsewhere, it may be quoted
			if value, isOwner := strings.CutPrefix(key, v1alpha1.OwnerAnnotation+": "); isOwner && strings.Trim(value, `"'`) == owner {
				return true
			}
		}
		if n++; n <= headerLines && strings.HasPrefix(withoutMarks(key), object.WrittenFrom+owner+". ") {
			return true
		}
	}
	return false
}

// withoutMarks returns a line without the beginning of a comment, a string or a member of JSON: the
// same for # Written…, "Written…, and "Description": "Written….
func withoutMarks(line string) string {
	if key, value, isMember := strings.Cut(line, `": "`); isMember && strings.HasPrefix(key, `"`) {
		line = value
	}
	return strings.Trim(line, "# \"")
}

// isYAML reports whether a text begins with a key, after comments.
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
