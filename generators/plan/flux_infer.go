package plan

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
)

// An inferred policy is a way to sort the tags of a repository, and which of them
// count.
type inferred struct {
	order  *v1alpha1.FluxPolicy
	filter *v1alpha1.FluxTagFilter
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

func filterOf(pattern, extract string) *v1alpha1.FluxTagFilter {
	return &v1alpha1.FluxTagFilter{Pattern: "^" + pattern + "$", Extract: extract}
}

func inRange(r string) *v1alpha1.FluxPolicy {
	return &v1alpha1.FluxPolicy{SemVer: &v1alpha1.FluxSemVer{Range: r}}
}

func numerical() *v1alpha1.FluxPolicy {
	return &v1alpha1.FluxPolicy{Numerical: &v1alpha1.FluxOrder{Order: "asc"}}
}

func alphabetical() *v1alpha1.FluxPolicy {
	return &v1alpha1.FluxPolicy{Alphabetical: &v1alpha1.FluxOrder{Order: "asc"}}
}
