package v1alpha1

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
)

// CoversUnder is Covers for every repository that begins with the text, as one does
// of which a placeholder hides the rest. It is not certain when the rest decides.
func (c *PullThroughCache) CoversUnder(upstream image.Upstream, text string) (covers, certain bool) {
	for i := range c.Spec.Upstreams {
		u := &c.Spec.Upstreams[i]
		if u.image() != upstream {
			continue
		}
		included, includedSure := u.namedUnder(u.Include, text)
		excluded, excludedSure := u.namedUnder(u.Exclude, text)
		if len(u.Include) == 0 {
			included = true
		}
		switch {
		case includedSure && !included, excludedSure && excluded:
			return false, true
		}
		return included && !excluded, includedSure && excludedSure
	}
	return false, true
}

// namedUnder reports whether one of the globs matches every repository that begins
// with the text. It is sure when one does, or none matches any of them.
func (u *Upstream) namedUnder(globs []string, text string) (named, sure bool) {
	sure = true
	for _, g := range globs {
		literal := g
		if i := strings.IndexAny(g, "*?"); i >= 0 {
			literal = g[:i]
		}
		switch {
		case g == literal+"**" && strings.HasPrefix(text, literal):
			return true, true
		case strings.HasPrefix(text, literal), strings.HasPrefix(literal, text), strings.HasPrefix(text, official), strings.HasPrefix(official, text):
			sure = false // official: Docker Hub's images have two names
		}
	}
	return false, sure
}
