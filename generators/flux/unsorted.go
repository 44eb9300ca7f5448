package flux

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
)

// unsorted collects the repositories without a policy, by reason.
type unsorted struct {
	reasons []tagpolicy.Reason
	names   map[tagpolicy.Reason][]string
}

func (s *unsorted) add(why tagpolicy.Reason, r *repository) {
	if s.names == nil {
		s.names = map[tagpolicy.Reason][]string{}
	}
	if s.names[why] == nil {
		s.reasons = append(s.reasons, why)
	}
	name := r.upstream
	if tags := slices.DeleteFunc(slices.Clone(r.tags), func(t string) bool { return t == "" }); len(tags) > 0 {
		name += " (" + strings.Join(tags, ", ") + ")"
	}
	s.names[why] = append(s.names[why], name)
}

// mostNamed limits how many repositories a warning names.
const mostNamed = 20

// report adds one warning for each reason, with what to do.
func (s *unsorted) report(b *pairing) {
	slices.Sort(s.reasons)
	for _, why := range s.reasons {
		names := s.names[why]
		first, _, _ := strings.Cut(names[0], " ")
		b.Warn(NoPolicy, section, "", fmt.Sprintf("no ImageRepository and no ImagePolicy for %s: %s; use tags that Flux can sort, such as versions (1.2.3), "+
			"a time or number after the commit (main-49c1b6c-1700000000) or dates (2026-11-24), or write how those in the registry are sorted, such as overrides: [{repository: %s, policy: {semver: {range: '>=1.0.0'}}}], or exclude them", finding.Listed(names, mostNamed), why, first))
	}
}
