// Package wildcard matches texts with the patterns of AWS's policies, whose wildcards match any
// character, a slash as well. It is for the policies of IAM and for lifecycle policies, which know
// fewer wildcards.
package wildcard

import (
	"regexp"
	"strings"
)

// Stars reports whether a pattern of * matches a text as a whole.
func Stars(pattern, text string) bool {
	return matches(pattern, text, strings.NewReplacer(`\*`, ".*"))
}

// StarsAndMarks reports whether a pattern of * and ? matches a text as a whole.
func StarsAndMarks(pattern, text string) bool {
	return matches(pattern, text, strings.NewReplacer(`\*`, ".*", `\?`, "."))
}

// matches takes the wildcards as they are once all of the pattern is quoted.
func matches(pattern, text string, wildcards *strings.Replacer) bool {
	return regexp.MustCompile("(?s)^" + wildcards.Replace(regexp.QuoteMeta(pattern)) + "$").MatchString(text)
}
