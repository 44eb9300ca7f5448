package validate

import (
	"regexp"
	"strings"
)

// The limits of the library with which Flux reads ranges
// (https://pkg.go.dev/github.com/Masterminds/semver/v3).
const (
	maxRange  = 512
	maxGroups = 32
)

// isRange reports whether Flux reads a text as a range of semantic versions:
// comparisons joined by spaces or commas, groups of them joined by ||, and A - B.
// It accepts what the library documents, and nothing that the library refuses. The library
// is not used because it compiles its expressions at every start of the program.
func isRange(text string) bool {
	const (
		number  = `(0|[1-9][0-9]{0,15}|[xX*])`
		part    = `(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)`
		version = `v?` + number + `(\.` + number + `){0,2}(-` + part + `(\.` + part + `)*)?`
		compare = `(!=|>=|=>|<=|=<|~>|[=><~^])?\s*` + version
	)
	groups := strings.Split(text, "||")
	if len(text) > maxRange || len(groups) > maxGroups {
		return false
	}
	compared := regexp.MustCompile(`^\s*` + compare + `((\s+|\s*,\s*)` + compare + `)*\s*$`)
	between := regexp.MustCompile(`^\s*` + version + `\s+-\s+` + version + `\s*$`)
	for i, group := range groups {
		// The library takes a | before a number for a part of it, where A - B begins.
		isBetween := between.MatchString(group) && (i == 0 || strings.TrimLeft(group, " \t\n\f\r") != group)
		if !compared.MatchString(group) && !isBetween {
			return false
		}
	}
	return true
}
