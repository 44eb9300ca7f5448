package tagpolicy

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// lazyRegexp returns a function that compiles an expression at its first call and keeps it, because
// there may be a thousand repositories, or none.
func lazyRegexp(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// A form is an expression that all tags match, with the groups of its matches.
type form struct {
	expression *regexp.Regexp
	matches    [][]string // the groups of each tag
}

// formOf returns the matches of all tags; nil when a tag does not match, or when the tags differ
// in one of the groups that must be the same.
func formOf(expression *regexp.Regexp, tags []string, same ...string) *form {
	f := &form{expression: expression}
	for _, tag := range tags {
		groups := f.expression.FindStringSubmatch(tag)
		if groups == nil {
			return nil
		}
		f.matches = append(f.matches, groups)
	}
	for _, group := range same {
		if len(f.texts(group)) > 1 {
			return nil
		}
	}
	return f
}

// texts returns the distinct texts of a group in the tags, sorted; none for a group that the
// expression does not have.
func (f *form) texts(group string) []string {
	i := f.expression.SubexpIndex(group)
	if i < 0 {
		return nil
	}
	var all []string
	for _, groups := range f.matches {
		all = append(all, groups[i])
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// text returns the text of a group that is the same in all tags; empty for a group that the
// expression does not have.
func (f *form) text(group string) string { return strings.Join(f.texts(group), "") }

// literal returns that text as part of a pattern.
func (f *form) literal(group string) string { return regexp.QuoteMeta(f.text(group)) }

// isCommit reports whether a text looks like a Git commit: 7 to 40 hex digits, with
// a letter among them unless it is a whole one, and perhaps the g of git describe
// before them.
func isCommit(text string) bool {
	text = strings.TrimPrefix(text, "g")
	isHex := len(text) >= 7 && len(text) <= 40 && strings.Trim(text, "0123456789abcdef") == ""
	return isHex && (strings.ContainsAny(text, "abcdef") || len(text) == 40)
}

// grows matches a word that will be another one in later tags: a version, or a number of 7 digits
// or more.
var grows = lazyRegexp(`^(v?[0-9]+\.[0-9]+\.[0-9]|[0-9]{7})`)

// isFixed reports whether words can be the same in all future tags: none of them is a commit, a
// version or a long number.
func isFixed(words string) bool {
	return !slices.ContainsFunc(strings.FieldsFunc(words, func(r rune) bool { return r == '-' || r == '_' }), func(word string) bool {
		return isCommit(word) || grows().MatchString(word)
	})
}
