package flux

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/glob"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
)

// checkPolicy warns of a configured policy that can sort no tag in use: Flux would find nothing, or
// tags of another kind. A numerical policy without a filter fails in Flux when any tag is no
// number.
func (b *pairing) checkPolicy(s *scan, r *repository) {
	counts := tagpolicy.Counting(s.Settings.Policy, s.Settings.FilterTags)
	tags := slices.DeleteFunc(slices.Clone(r.tags), func(t string) bool { return t == "" || plan.HasPlaceholder(t) || isExcluded(&s.Settings, t) })
	others := slices.DeleteFunc(slices.Clone(tags), counts)
	versions := slices.DeleteFunc(slices.Clone(tags), func(t string) bool { return t == "latest" })
	switch {
	case s.Settings.Policy.Numerical != nil && s.Settings.FilterTags == nil && len(others) > 0:
		b.Warn(PolicyMismatch, b.settingAtOf(r.upstream), "", fmt.Sprintf("Flux gives up on numerical when a tag is no number, as those of %s in use are (%s); keep them out by filterTags", r.upstream, strings.Join(others, ", ")))
	case len(versions) > 0 && !slices.ContainsFunc(versions, counts):
		b.Warn(PolicyMismatch, b.settingAtOf(r.upstream), "", fmt.Sprintf("the policy takes none of the tags of %s in use (%s), so Flux will find no tag, or move it to tags of another kind", r.upstream, strings.Join(versions, ", ")))
	}
}

// isExcluded reports whether Flux does not keep a tag.
func isExcluded(s *v1alpha1.FluxSettings, tag string) bool {
	return slices.ContainsFunc(s.ExclusionList, func(pattern string) bool {
		expression, err := regexp.Compile(pattern)
		return err == nil && expression.MatchString(tag)
	})
}

// settingAtOf returns where the policy of a repository is configured.
func (b *pairing) settingAtOf(upstream string) string {
	at := section + ".policy"
	for i, o := range b.spec.Overrides {
		if (o.Policy != nil || o.FilterTags != nil) && glob.Match(o.Repository, upstream) {
			at = plan.Element(section+".overrides", i) + ".policy"
		}
	}
	return at
}
