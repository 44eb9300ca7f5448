package plan

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/config"
)

// checkPolicy warns of a configured policy under which no tag in use counts: Flux
// would find nothing, or something else.
func (b *builder) checkPolicy(s *Scan, r *repository) {
	tags := slices.DeleteFunc(slices.Clone(r.tags), func(t string) bool { return t == "" || t == "latest" || isPlaceholder(t) })
	if len(tags) == 0 || slices.ContainsFunc(tags, counting(&s.Settings)) {
		return
	}
	b.warn(FluxPolicyMismatch, b.settingAtOf(r.upstream), "", fmt.Sprintf("the policy takes none of the tags of %s in use (%s), so Flux will find no tag, or move it to tags of another kind", r.upstream, strings.Join(tags, ", ")))
}

// settingAtOf is where the policy of a repository is configured.
func (b *builder) settingAtOf(upstream string) string {
	at := flux + ".policy"
	for i, o := range b.c.Spec.Flux.Overrides {
		if (o.Policy != nil || o.FilterTags != nil) && config.Glob(o.Repository).Match(upstream) {
			at = element(flux+".overrides", i) + ".policy"
		}
	}
	return at
}

// strict is a version as Flux reads it.
var strict = once(`^v?(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?$`)

// counting tells of which tags Flux would sort at all with the settings.
func counting(s *config.FluxSettings) func(tag string) bool {
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
