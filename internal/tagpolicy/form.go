package tagpolicy

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// once returns an expression that is compiled when it is asked for, and then kept: there
// may be a thousand repositories, or none.
func once(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// form is what tags have in common: an expression that all of them match.
type form struct {
	expression *regexp.Regexp
	matches    [][]string // the groups of each tag
}

// formOf matches all tags; nil when one does not, or when they differ in one of the
// groups that are to be the same.
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

// texts returns what a group is in the tags: distinct, sorted, and none for a group that
// the expression does not have.
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

// text returns what a group is that is the same in all tags; empty for one that the
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

// grows is a word that is a version, or a number as long as a commit.
var grows = once(`^(v?[0-9]+\.[0-9]+\.[0-9]|[0-9]{7})`)

// isFixed reports whether words can be the same in every tag to come: none of them
// is a commit, a version or a long number.
func isFixed(words string) bool {
	return !slices.ContainsFunc(strings.FieldsFunc(words, func(r rune) bool { return r == '-' || r == '_' }), func(word string) bool {
		return isCommit(word) || grows().MatchString(word)
	})
}
