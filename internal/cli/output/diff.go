package output

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// Diff returns the change of a file as a unified diff that patch -p1 and git apply accept; empty
// where nothing changes. An empty path is standard input.
func Diff(path string, before, after []byte) []byte {
	name := diffPath(path)
	return diff.Diff(diffName("a/"+name), before, diffName("b/"+name), after)
}

// diffPath returns a path as a diff names it: from the working directory where it is
// below that, otherwise as it was given.
func diffPath(path string) string {
	if path == "" {
		return "standard-input.yaml"
	}
	if dir, err := os.Getwd(); err == nil && filepath.IsAbs(path) {
		if relative, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(relative) {
			path = relative
		}
	}
	return strings.TrimPrefix(filepath.ToSlash(path), "/")
}

// diffName writes a name as patch and git read it: a name with spaces is followed by a tab, or
// else it would end at the first one, and a name with control characters, quotes or backslashes
// is quoted
// (https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath).
func diffName(name string) string {
	switch {
	case strings.ContainsAny(name, "\"\\") || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return quoted(name)
	case strings.Contains(name, " "):
		return name + "\t"
	}
	return name
}

// quoted writes a name in quotes, with octal escapes.
func quoted(name string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(name) {
		switch c := name[i]; {
		case c == '"' || c == '\\':
			b.WriteString(`\` + string(rune(c)))
		case c < ' ' || c == 0x7f:
			octal := strconv.FormatUint(uint64(c), 8)
			b.WriteString(`\` + strings.Repeat("0", 3-len(octal)) + octal)
		default:
			b.WriteByte(c)
		}
	}
	return b.String() + `"`
}
