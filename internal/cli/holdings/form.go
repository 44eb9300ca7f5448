// Package holdings prints what a cache holds, for status: as JSON, as CSV, and as tables.
package holdings

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/live"
)

// A CacheStatus is what status found.
type CacheStatus struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	live.CacheStatus
}

// New describes a report.
func New(s *live.CacheStatus) *CacheStatus {
	return &CacheStatus{APIVersion: v1alpha1.APIVersion, Kind: "CacheStatus", CacheStatus: *s}
}

// soon is how near the end of an image has to be to be listed.
const soon = 7 * 24 * time.Hour

// ending are the images in use that a rule applies to soon.
func (s *CacheStatus) ending() []live.CachedImage {
	return s.filter(func(i *live.CachedImage) bool {
		return i.Use == live.Used && i.Expires != nil && i.Expires.At.Sub(s.At) <= soon
	})
}

// unused are the images that no manifest uses, the largest first.
func (s *CacheStatus) unused() []live.CachedImage {
	all := s.filter(func(i *live.CachedImage) bool { return i.Use == live.Unused })
	slices.SortStableFunc(all, func(a, b live.CachedImage) int { return cmp.Compare(stored(&b), stored(&a)) })
	return all
}

// stored is what an image takes by itself; an index has only what its images have.
func stored(i *live.CachedImage) int64 {
	if i.Kind == live.Index {
		return 0
	}
	return i.Bytes
}

func (s *CacheStatus) filter(keep func(*live.CachedImage) bool) []live.CachedImage {
	var all []live.CachedImage
	for i := range s.Images {
		if keep(&s.Images[i]) {
			all = append(all, s.Images[i])
		}
	}
	return all
}

// Unpullable says which images that manifests use AWS would refuse to give, and why.
func (s *CacheStatus) Unpullable() []string {
	var all []string
	for _, i := range s.filter((*live.CachedImage).Unpullable) {
		why := "is archived, and cannot be pulled: bring it back (aws ecr update-image-storage-class), or delete it, so that the next pull imports it again"
		if i.Status != "ARCHIVED" {
			why = "is being brought back from the archive, and cannot be pulled for up to 20 minutes"
		}
		all = append(all, i.Name()+" "+why)
	}
	return all
}

// PricesInWords says what the costs are calculated from.
func (s *CacheStatus) PricesInWords() string {
	p := &s.Prices
	text := fmt.Sprintf("%s US dollars a GB-month", price(p.Standard))
	if p.Archive != p.Standard {
		text += fmt.Sprintf(", %s archived", price(p.Archive))
	}
	if p.Date != "" {
		return text + " (list price of " + p.Of + ", " + p.Date + "; --price changes it)"
	}
	return text + " (" + p.Of + ")"
}

// Summary is the report in one line.
func (s *CacheStatus) Summary() string {
	t := &s.Total
	text := fmt.Sprintf("as %s: repositories %d, images %d, %s of at most %s, %s US dollars a month at %s; calls to AWS %d",
		s.Principal, t.Repositories, t.Images, "layers", s.size(t.Bytes, t.Incomplete), money(t.CostPerMonth), s.PricesInWords(), s.Calls)
	if !s.Compared {
		text += "; with PATHs it also tells which of them the manifests use, and what is missing"
	}
	if e := s.Events; e != nil {
		text += fmt.Sprintf("; events since %s: imports %d, failed %d; before that %d, of another cache %d, about something else %d",
			day(e.Since), e.Imports, e.Failed, e.Older, e.Elsewhere, e.Others)
	}
	if needs := s.Needs(); len(needs) > 0 {
		text += "; permissions that are missing: " + strings.Join(needs, ", ")
	}
	return text
}

// size is a number of bytes for people, with the units of bills: a GB has 10^9. A + says that
// there is more.
func (s *CacheStatus) size(bytes int64, incomplete bool) string {
	text := size(bytes)
	if incomplete {
		text += "+"
	}
	return text
}

func size(bytes int64) string {
	units := []string{"B", "kB", "MB", "GB", "TB", "PB"}
	amount, unit := float64(bytes), 0
	for amount >= 999.5 && unit < len(units)-1 {
		amount /= 1000
		unit++
	}
	if unit > 0 && amount < 9.95 {
		return fmt.Sprintf("%.1f %s", amount, units[unit])
	}
	return fmt.Sprintf("%.0f %s", amount, units[unit])
}

// money is an amount of dollars to the cent.
func money(dollars float64) string {
	if dollars > 0 && dollars < 0.005 {
		return "<0.01"
	}
	return fmt.Sprintf("%.2f", dollars)
}

// price is one of a GB, with at least two digits after the point.
func price(dollars float64) string {
	text := strings.TrimRight(fmt.Sprintf("%.6f", dollars), "0")
	for len(text)-strings.IndexByte(text, '.') < len(".00") {
		text += "0"
	}
	return text
}

// day is a date, or - for none.
func day(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format(time.DateOnly)
}
