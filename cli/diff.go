package cli

import (
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/batch"
	"github.com/amerintlxperts/ecrcache/console"
	"github.com/rogpeppe/go-internal/diff"
)

// printDiff writes the changes as one unified diff.
func printDiff(c *console.Console, result *batch.Result) error {
	for _, change := range result.Changes {
		if err := c.Diff(unified(nameOf(change.Path), change.Text, change.New)); err != nil {
			return err
		}
	}
	return nil
}

// unified is the diff of a file, as git apply and patch -p1 take it.
func unified(name string, old, new []byte) []byte {
	return diff.Diff(inDiff("a/"+name), old, inDiff("b/"+name), new)
}

// inDiff writes a name as git does: in quotes where it could end its line or be taken
// for quoted, and with a tab behind one that holds a blank
// (https://git-scm.com/docs/git-apply, https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath).
func inDiff(name string) string {
	if strings.IndexFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f || r == '"' || r == '\\' }) >= 0 {
		return quoted(name)
	}
	if strings.Contains(name, " ") {
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
