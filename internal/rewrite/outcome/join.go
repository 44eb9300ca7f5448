package outcome

import (
	"cmp"
	"slices"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// Join returns the report of several runs, one for each configuration, as one.
func Join(reports []*Report) *Report {
	if len(reports) == 0 {
		return &Report{}
	}
	all := *reports[0]
	all.Findings = nil
	seen := map[finding.Finding]bool{}
	for _, r := range reports {
		for _, f := range r.Findings {
			if !seen[f] { // several may find the same in one file
				all.Findings = append(all.Findings, f)
			}
			seen[f] = true
		}
	}
	for _, r := range reports[1:] {
		all.failed = all.failed || r.failed
		for _, n := range []struct{ to, from *int }{
			{&all.Items, &r.Items},
			{&all.Changed, &r.Changed},
			{&all.Rewritten, &r.Rewritten},
			{&all.Cached, &r.Cached},
			{&all.Excluded, &r.Excluded},
			{&all.Left, &r.Left},
			{&all.Comments, &r.Comments},
			{&all.Filled, &r.Filled},
			{&all.Marked, &r.Marked},
			{&all.Ignored, &r.Ignored},
			{&all.Accepted, &r.Accepted},
		} {
			*n.to += *n.from
		}
		all.Existing = all.Existing.Joined(r.Existing)
		all.Images, all.Artifacts = joined(all.Images, r.Images), joined(all.Artifacts, r.Artifacts)
	}
	return &all
}

// joined are the references of two lists, each once, sorted.
func joined(a, b []image.Reference) []image.Reference {
	both := slices.Concat(a, b)
	slices.SortFunc(both, func(x, y image.Reference) int { return cmp.Compare(x.String(), y.String()) })
	return slices.Compact(both)
}
