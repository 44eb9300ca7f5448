package status

import (
	"math"

	"github.com/amerintlxperts/ecrcache/internal/live"
)

// cost is what an image costs a month, by itself.
func (k *reporter) cost(img *live.CachedImage) float64 {
	price := k.Prices.Standard
	if img.Status == archived {
		price = k.Prices.Archive
	}
	return float64(img.Stored()) / 1e9 * price
}

// archived is AWS's status of an image in the archive.
const archived = "ARCHIVED"

// sum makes the lists of the report, and adds up what they hold. Costs are rounded only after they
// are added up.
func (k *reporter) sum() {
	k.report.Listed = k.listed
	byPrefix := map[string]*live.UpstreamStock{}
	for _, r := range k.Rules {
		k.report.Upstreams = append(k.report.Upstreams, live.UpstreamStock{Upstream: r.Upstream, Prefix: r.Prefix})
	}
	for i := range k.report.Upstreams {
		u := &k.report.Upstreams[i]
		u.Incomplete, u.Unseen, byPrefix[u.Prefix] = !k.listed, k.unseen[u.Prefix], u
	}
	for _, r := range k.sorted() {
		if r.gone {
			continue
		}
		repo := live.CachedRepo{Repository: r.name, Prefix: r.prefix, Lifecycle: r.lifecycle}
		repo.Repositories, repo.Incomplete = 1, r.failed[imagesAction] != nil
		repo.ExpiryUnknown = len(r.images) > 0 && r.lifecycle == live.UnknownLifecycle
		for i := range r.images {
			k.count(&repo.Stock, &r.images[i])
		}
		add(&byPrefix[r.prefix].Stock, &repo.Stock)
		k.report.Images = append(k.report.Images, r.images...)
		round(&repo.Stock)
		k.report.Repositories = append(k.report.Repositories, repo)
	}
	for i := range k.report.Missing {
		if u := byPrefix[k.report.Missing[i].Prefix]; u != nil {
			u.Missing++
		}
	}
	for i := range k.report.Failures {
		if u := byPrefix[k.report.Failures[i].Prefix]; u != nil {
			u.Failures += k.report.Failures[i].Count
		}
	}
	for i := range k.report.Upstreams {
		u := &k.report.Upstreams[i]
		add(&k.report.Total, &u.Stock)
		round(&u.Stock)
	}
	round(&k.report.Total)
	for i := range k.report.Images {
		k.report.Images[i].CostPerMonth = rounded(k.report.Images[i].CostPerMonth)
	}
}

// count adds an image to what a repository holds.
func (k *reporter) count(s *live.Stock, img *live.CachedImage) {
	s.Images++
	s.Bytes += img.Stored()
	s.CostPerMonth += img.CostPerMonth
	if img.Status == archived {
		s.Archived++
		s.ArchivedBytes += img.Stored()
	}
	if img.Use == live.Unused {
		s.Unused++
		s.UnusedBytes += img.Stored()
	}
	if k.report.ExpiresSoon(img) && !img.Expires.Perhaps {
		s.Expiring++
	}
	if img.LastPull.After(s.LastPull) {
		s.LastPull = img.LastPull
	}
}

// add adds what a part holds.
func add(s, part *live.Stock) {
	s.Repositories += part.Repositories
	s.Images += part.Images
	s.Archived += part.Archived
	s.Bytes += part.Bytes
	s.ArchivedBytes += part.ArchivedBytes
	s.CostPerMonth += part.CostPerMonth
	s.Unused += part.Unused
	s.UnusedBytes += part.UnusedBytes
	s.Expiring += part.Expiring
	s.ExpiryUnknown = s.ExpiryUnknown || part.ExpiryUnknown
	s.Incomplete = s.Incomplete || part.Incomplete
	if part.LastPull.After(s.LastPull) {
		s.LastPull = part.LastPull
	}
}

func round(s *live.Stock) { s.CostPerMonth = rounded(s.CostPerMonth) }

// rounded rounds to a ten-thousandth of a cent, so that reports show no errors of floating point.
func rounded(dollars float64) float64 { return math.Round(dollars*1e6) / 1e6 }
