// Package tagpolicy infers from the tags in use how Flux can sort the tags of a repository: the
// policy of an ImagePolicy and its filter
// (https://fluxcd.io/flux/components/image/imagepolicies/). It also reports which tags a policy
// can sort. The generator flux makes ImagePolicies with it; the rewriting of setter comments needs to
// know which policy an image has.
//
// Every rule has a file: semver.go, dates.go, numbers.go. A rule infers nothing where it may be
// wrong, because Flux would then deploy another image.
package tagpolicy

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// Infer returns a policy that sorts the tags in use and others of the same form, and a filter that
// excludes all other tags; the filter may be nil. All tags must have the same form. Infer ignores
// latest, placeholders and the empty tag, which means latest, if there is another tag. It tries
// the rules in the order of the table and uses the first that matches all tags. If none does,
// the policy is nil, and the reason says why.
//
//	Infer([]string{"v1.4.2"})   semver 1.x, filter ^v[0-9]
//	Infer([]string{"49c1b6c"})  nil, IsCommit
func Infer(tags []string) (*v1alpha1.FluxPolicy, *v1alpha1.FluxTagFilter, Reason) {
	sortable := slices.DeleteFunc(slices.Clone(tags), func(t string) bool { return t == "" || t == "latest" || isPlaceholder(t) })
	if len(sortable) == 0 {
		return nil, nil, whyNone(tags)
	}
	slices.Sort(sortable)
	for _, rule := range rules {
		if found := rule(sortable); found != nil {
			return found.order, found.filter, ""
		}
	}
	return nil, nil, whyNot(sortable)
}

// An inferred is what a rule found: the order of the tags, and a filter that selects them.
type inferred struct {
	order  *v1alpha1.FluxPolicy
	filter *v1alpha1.FluxTagFilter
}

// A rule matches one form of tags. It returns nil unless all tags have that form.
type rule func(tags []string) *inferred

// rules are the forms of tags that Flux can sort.
var rules = [...]rule{bySemver, byDate, byNumber}

func filterOf(pattern, extract string) *v1alpha1.FluxTagFilter {
	return &v1alpha1.FluxTagFilter{Pattern: "^" + pattern + "$", Extract: extract}
}

// isPlaceholder reports whether a tag holds something that is filled in later.
func isPlaceholder(tag string) bool { return image.Reference{Repository: tag}.HasPlaceholder() }
