package problems

import (
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// Key returns the path of a key in the map at path, such as spec.region. A key that would not
// read as part of a path is quoted: metadata.labels["example.com/team"]. Tokens are taken out
// before that, because quoting could hide one from [Collector.Add], which takes out the rest.
func Key(path, key string) string {
	switch {
	case key == "" || strings.ContainsFunc(key, isQuotedInPath):
		return path + "[" + strconv.Quote(redact.Tokens(key)) + "]"
	case path == "":
		return key
	}
	return path + "." + key
}

func isQuotedInPath(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' && r != '-'
}

// Element returns the path of an element of the list at path, such as spec.upstreams[0].
func Element(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// parent returns the path of the map or list around a field.
func parent(path string) string { return path[:max(0, strings.LastIndexAny(path, ".["))] }
