package planner

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// checkTags refuses tags that AWS refuses.
func (b *builder) checkTags(tags map[string]string, at string) {
	if n, most := len(tags), limits[maxTags]; n > most.Value {
		b.Refuse(plan.TagForm, at, "", fmt.Sprintf("there are %d; AWS takes at most %d %s (%s)", n, most.Value, most.Unit, most.Source))
	}
	for _, tag := range plan.SortedPairs(tags) {
		here := at + "[" + strconv.Quote(tag.Name) + "]"
		if strings.HasPrefix(strings.ToLower(tag.Name), "aws:") {
			b.Refuse(plan.TagForm, here, "", "AWS keeps tags that begin with aws: to itself; choose another name")
			continue
		}
		key, value := limits[maxTagKey], limits[maxTagValue]
		if n := utf8.RuneCountInString(tag.Name); n == 0 || n > key.Value || !isTag(tag.Name) {
			b.Refuse(plan.TagForm, here, "", fmt.Sprintf("AWS takes names of 1 to %d letters, digits, spaces and _.:/=+-@ (%s)", key.Value, key.Source))
		}
		if utf8.RuneCountInString(tag.Value) > value.Value || !isTag(tag.Value) {
			b.Refuse(plan.TagForm, here, tag.Value, fmt.Sprintf("AWS takes values of at most %d letters, digits, spaces and _.:/=+-@ (%s)", value.Value, value.Source))
		}
	}
}

// isTag reports whether AWS accepts the characters of a tag's name or value. With a variable
// in it that is not known, so it is accepted.
func isTag(text string) bool { return hasVariable(text) || matches(tagPattern, text) }
