package plan

import (
	"regexp"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/config"
)

// An inferred policy is a way to sort the tags of a repository, and which of them
// count.
type inferred struct {
	order  *config.FluxPolicy
	filter *config.FluxTagFilter
}

// infer finds a policy by which the tags in use, and others made like them, can be
// sorted. All of them must be made the same way; latest and no tag say nothing
// where another tag stands beside them. The rules are tried in the order of the
// table, the first that knows all tags wins. Where none does, it says why.
func infer(r *repository) (*inferred, reason) {
	tags := slices.DeleteFunc(slices.Clone(r.tags), func(t string) bool { return t == "" || t == "latest" || isPlaceholder(t) })
	if len(tags) == 0 {
		return nil, r.noTag()
	}
	slices.Sort(tags)
	for _, rule := range rules {
		if policy := rule(tags); policy != nil {
			return policy, ""
		}
	}
	return nil, whyNot(tags)
}

// rules are the ways in which tags are made that Flux can sort.
var rules = [...]func(tags []string) *inferred{
	bySemver,
	byDate,
	byNumber,
}

// form is what tags have in common: an expression that all of them match.
type form struct {
	expression *regexp.Regexp
	matches    [][]string // the groups of each tag
}

// formOf matches all tags; nil when one does not, or when they differ in one of the
// groups that are to be the same.
func formOf(expression string, tags []string, same ...string) *form {
	f := &form{expression: regexp.MustCompile(expression)}
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

// texts are what a group is in the tags: distinct, sorted, and none for a group that
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

// text is what a group is that is the same in all tags; empty for one that the
// expression does not have.
func (f *form) text(group string) string { return strings.Join(f.texts(group), "") }

// literal is that text as part of a pattern.
func (f *form) literal(group string) string { return regexp.QuoteMeta(f.text(group)) }

func filterOf(pattern, extract string) *config.FluxTagFilter {
	return &config.FluxTagFilter{Pattern: "^" + pattern + "$", Extract: extract}
}

func inRange(r string) *config.FluxPolicy {
	return &config.FluxPolicy{SemVer: &config.FluxSemVer{Range: r}}
}

func numerical() *config.FluxPolicy {
	return &config.FluxPolicy{Numerical: &config.FluxOrder{Order: "asc"}}
}

func alphabetical() *config.FluxPolicy {
	return &config.FluxPolicy{Alphabetical: &config.FluxOrder{Order: "asc"}}
}

// isCommit reports whether a text looks like a Git commit: 7 to 40 hex digits, with
// a letter among them unless it is a whole one.
func isCommit(text string) bool {
	return matches(`^g?[0-9a-f]{7,40}$`, text) && (strings.ContainsAny(text, "abcdef") || len(text) == 40)
}

// isFixed reports whether words can be the same in every tag to come: none of them
// is a version, a commit, or a number as long as one.
func isFixed(words string) bool {
	return !slices.ContainsFunc(strings.FieldsFunc(words, func(r rune) bool { return r == '-' || r == '_' }), func(word string) bool {
		return isCommit(word) || matches(`^v?[0-9]+\.[0-9]+\.[0-9]`, word) || matches(`^[0-9]{7,}`, word)
	})
}
