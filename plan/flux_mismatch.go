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
	if len(tags) == 0 || slices.ContainsFunc(tags, func(t string) bool { return counts(&s.Settings, t) }) {
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

// counts reports whether Flux would sort a tag at all.
func counts(s *config.FluxSettings, tag string) bool {
	text := tag
	if f := s.FilterTags; f != nil {
		expression, err := regexp.Compile(f.Pattern)
		if err != nil {
			return true // refused already
		}
		at := expression.FindStringSubmatchIndex(tag)
		if at == nil {
			return false
		}
		if f.Extract != "" {
			text = string(expression.ExpandString(nil, f.Extract, tag, at))
		}
	}
	switch {
	case s.Policy.SemVer != nil:
		return matches(`^v?(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?$`, text)
	case s.Policy.Numerical != nil:
		_, err := strconv.ParseFloat(text, 64)
		return err == nil
	}
	return true
}
