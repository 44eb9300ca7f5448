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

// form is what tags have in common: the groups of an expression that all of them
// match, and whose text is the same in all.
type form struct {
	expression *regexp.Regexp
	groups     []string // of the first tag
}

// formOf matches all tags; nil when one does not, or when they differ in one of the
// groups that are to be the same.
func formOf(expression string, tags []string, same ...string) *form {
	compiled := regexp.MustCompile(expression)
	var f *form
	for _, tag := range tags {
		m := compiled.FindStringSubmatch(tag)
		if m == nil {
			return nil
		}
		if f == nil {
			f = &form{compiled, m}
		}
		for _, name := range same {
			if i := compiled.SubexpIndex(name); m[i] != f.groups[i] {
				return nil
			}
		}
	}
	return f
}

// text is what a group is in the first tag.
func (f *form) text(group string) string { return f.groups[f.expression.SubexpIndex(group)] }

// literal is a group's text as part of a pattern.
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
	return regexp.MustCompile(`^[0-9a-f]{7,40}$`).MatchString(text) && (strings.ContainsAny(text, "abcdef") || len(text) == 40)
}
