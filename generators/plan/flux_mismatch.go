package plan

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/glob"
)

// checkPolicy warns of a configured policy under which no tag in use counts: Flux
// would find nothing, or something else. It also gives up on numbers when one tag is
// none, if no filter keeps that out.
func (b *builder) checkPolicy(s *Scan, r *repository) {
	counts := counting(&s.Settings)
	tags := slices.DeleteFunc(slices.Clone(r.tags), func(t string) bool { return t == "" || isPlaceholder(t) || isExcluded(&s.Settings, t) })
	others := slices.DeleteFunc(slices.Clone(tags), counts)
	versions := slices.DeleteFunc(slices.Clone(tags), func(t string) bool { return t == "latest" })
	switch {
	case s.Settings.Policy.Numerical != nil && s.Settings.FilterTags == nil && len(others) > 0:
		b.warn(FluxPolicyMismatch, b.settingAtOf(r.upstream), "", fmt.Sprintf("Flux gives up on numerical when a tag is no number, as those of %s in use are (%s); keep them out by filterTags", r.upstream, strings.Join(others, ", ")))
	case len(versions) > 0 && !slices.ContainsFunc(versions, counts):
		b.warn(FluxPolicyMismatch, b.settingAtOf(r.upstream), "", fmt.Sprintf("the policy takes none of the tags of %s in use (%s), so Flux will find no tag, or move it to tags of another kind", r.upstream, strings.Join(versions, ", ")))
	}
}

// isExcluded reports whether Flux does not keep a tag.
func isExcluded(s *v1alpha1.FluxSettings, tag string) bool {
	return slices.ContainsFunc(s.ExclusionList, func(pattern string) bool {
		expression, err := regexp.Compile(pattern)
		return err == nil && expression.MatchString(tag)
	})
}

// settingAtOf is where the policy of a repository is configured.
func (b *builder) settingAtOf(upstream string) string {
	at := flux + ".policy"
	for i, o := range b.c.Spec.Flux.Overrides {
		if (o.Policy != nil || o.FilterTags != nil) && glob.Match(o.Repository, upstream) {
			at = element(flux+".overrides", i) + ".policy"
		}
	}
	return at
}

// strict is a version as Flux reads it.
var strict = once(`^v?(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?$`)

// counting tells of which tags Flux would sort at all with the settings.
func counting(s *v1alpha1.FluxSettings) func(tag string) bool {
	part := func(tag string) (string, bool) { return tag, true }
	if f := s.FilterTags; f != nil {
		expression, err := regexp.Compile(f.Pattern)
		if err != nil {
			return func(string) bool { return true } // refused already
		}
		part = func(tag string) (string, bool) { return extract(expression, f.Extract, tag) }
	}
	return func(tag string) bool {
		text, ok := part(tag)
		switch {
		case !ok || isPlaceholder(tag):
			return false
		case s.Policy.SemVer != nil:
			return strict().MatchString(text)
		case s.Policy.Numerical != nil:
			_, err := strconv.ParseFloat(text, 64)
			return err == nil
		}
		return true
	}
}

// extract is the part of a tag by which it is sorted.
func extract(pattern *regexp.Regexp, template, tag string) (string, bool) {
	at := pattern.FindStringSubmatchIndex(tag)
	if at == nil || template == "" {
		return tag, at != nil
	}
	return string(pattern.ExpandString(nil, template, tag, at)), true
}
