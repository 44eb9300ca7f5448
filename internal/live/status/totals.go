package status

import (
	"math"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/live"
)

// soon is how near the end of an image has to be to be counted.
const soon = 7 * 24 * time.Hour

// cost is what an image costs a month, by itself. An index has no layers: those of its
// images are theirs.
func (k *stocktaker) cost(img *live.CachedImage) float64 {
	price := k.Prices.Standard
	if img.Status == archived {
		price = k.Prices.Archive
	}
	return float64(stored(img)) / 1e9 * price
}

const archived = "ARCHIVED"

// stored is what an image adds to what is stored.
func stored(img *live.CachedImage) int64 {
	if img.Kind == live.Index {
		return 0
	}
	return img.Bytes
}

// sum makes the lists of the report, and adds up what they hold.
func (k *stocktaker) sum() {
	byPrefix := map[string]*live.UpstreamStock{}
	for _, r := range k.Rules {
		k.report.Upstreams = append(k.report.Upstreams, live.UpstreamStock{Upstream: r.Upstream, Prefix: r.Prefix})
	}
	for i := range k.report.Upstreams {
		u := &k.report.Upstreams[i]
		u.Incomplete, byPrefix[u.Prefix] = !k.listed, u
	}
	for _, r := range k.sorted() {
		if r.gone {
			continue
		}
		repo := live.CachedRepo{Repository: r.name, Prefix: r.prefix, Lifecycle: r.lifecycle}
		repo.Repositories, repo.Incomplete = 1, r.failed[imagesAction] != nil
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
func (k *stocktaker) count(s *live.Stock, img *live.CachedImage) {
	s.Images++
	s.Bytes += stored(img)
	s.CostPerMonth += img.CostPerMonth
	if img.Status == archived {
		s.Archived++
		s.ArchivedBytes += stored(img)
	}
	if img.Use == live.Unused {
		s.Unused++
		s.UnusedBytes += stored(img)
	}
	if img.Expires != nil && img.Expires.At.Sub(k.report.At) <= soon {
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
	s.Incomplete = s.Incomplete || part.Incomplete
	if part.LastPull.After(s.LastPull) {
		s.LastPull = part.LastPull
	}
}

func round(s *live.Stock) { s.CostPerMonth = rounded(s.CostPerMonth) }

// rounded leaves out what is less than a ten-thousandth of a cent.
func rounded(dollars float64) float64 { return math.Round(dollars*1e6) / 1e6 }
