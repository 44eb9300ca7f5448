package status

import (
	"cmp"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/live"
)

// failures counts the pulls of this cache that failed, those of one image and one cause
// together.
func (k *reporter) failures() {
	if k.Events == nil {
		return
	}
	read := &live.EventsRead{Since: k.Since.UTC(), Others: k.Events.Others}
	k.report.Events = read
	type key struct {
		source                  live.EventSource
		repository, image, code string
	}
	byCause := map[key]*live.PullFailure{}
	for i := range k.Events.Pulls {
		e := &k.Events.Pulls[i]
		prefix, ours := k.prefixOf(e.Repository)
		switch {
		case !ours || e.Account != "" && e.Account != k.Registry.AccountID || e.Region != "" && e.Region != k.Registry.Region:
			read.Elsewhere++
			continue
		case e.Time.Before(k.Since):
			read.Older++
			continue
		case !e.Failed:
			read.Imports++
			continue
		}
		read.Failed++
		at := key{e.Source, e.Repository, cmp.Or(e.Tag, e.Digest), e.Code}
		f := byCause[at]
		if f == nil {
			f = &live.PullFailure{Repository: e.Repository, Prefix: prefix, Image: at.image, Source: e.Source, Code: e.Code, First: e.Time, Last: e.Time}
			byCause[at] = f
		}
		f.Count++
		if e.Time.Before(f.First) {
			f.First = e.Time
		}
		if !e.Time.Before(f.Last) {
			f.Last, f.Reason = e.Time, e.Reason
		}
	}
	for _, f := range byCause {
		k.report.Failures = append(k.report.Failures, *f)
	}
	slices.SortFunc(k.report.Failures, func(a, b live.PullFailure) int {
		return cmp.Or(b.Last.Compare(a.Last), cmp.Compare(a.Repository, b.Repository), cmp.Compare(a.Image, b.Image), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Source, b.Source))
	})
}
