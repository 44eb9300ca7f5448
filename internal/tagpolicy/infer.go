// Package tagpolicy finds the way in which tags are made, and says it as Flux does: by
// an ImagePolicy's policy and its filter
// (https://fluxcd.io/flux/components/image/imagepolicies/). It also says which tags a
// policy sorts.
//
// Every rule has a file: semver.go, dates.go, numbers.go. A rule that may be wrong is
// none: Flux would then deploy another image.
package tagpolicy

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// Infer finds a policy by which the tags in use, and others made like them, can be
// sorted, and a filter that keeps other tags out; the filter may be nil. All tags must
// be made the same way. latest, a placeholder and an empty tag, which means latest, say
// nothing where another tag stands beside them. The rules are tried in the order of the
// table, and the first that knows all tags wins. Where none does, the policy is nil, and
// the reason says why.
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

// An inferred policy is a way to sort the tags of a repository, and which of them
// count.
type inferred struct {
	order  *v1alpha1.FluxPolicy
	filter *v1alpha1.FluxTagFilter
}

// A rule knows one way in which tags are made. It gives nil for tags that are not all
// made so.
type rule func(tags []string) *inferred

// rules are the ways in which tags are made that Flux can sort.
var rules = [...]rule{bySemver, byDate, byNumber}

func filterOf(pattern, extract string) *v1alpha1.FluxTagFilter {
	return &v1alpha1.FluxTagFilter{Pattern: "^" + pattern + "$", Extract: extract}
}

// isPlaceholder reports whether a tag holds something that is filled in later.
func isPlaceholder(tag string) bool { return image.Reference{Repository: tag}.HasPlaceholder() }
