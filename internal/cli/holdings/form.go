// Package holdings is the report of ecrcache status, what a cache holds: as JSON and YAML, CSV,
// tables, and an HTML page.
package holdings

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/live"
)

// A CacheStatus is what status found, in the form that is printed as JSON and YAML.
type CacheStatus struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	live.CacheStatus
}

// New makes the form of what AWS told.
func New(s *live.CacheStatus) *CacheStatus {
	return &CacheStatus{APIVersion: v1alpha1.APIVersion, Kind: "CacheStatus", CacheStatus: *s}
}

// expiringInUse are the images that manifests use, and that a lifecycle rule expires or archives
// within a week.
func (s *CacheStatus) expiringInUse() []live.CachedImage {
	return s.filter(func(i *live.CachedImage) bool {
		return i.Use == live.Used && s.ExpiresSoon(i)
	})
}

// unused are the images that no manifest uses, the largest first.
func (s *CacheStatus) unused() []live.CachedImage {
	all := s.filter(func(i *live.CachedImage) bool { return i.Use == live.Unused })
	slices.SortStableFunc(all, func(a, b live.CachedImage) int { return cmp.Compare(b.Stored(), a.Stored()) })
	return all
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

// Unpullable has a line for each image that manifests use and nobody can pull: it is archived.
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

// PricesInWords are the prices by which the costs are calculated: 0.10 a GB-month (list price of …).
func (s *CacheStatus) PricesInWords() string {
	p := &s.Prices
	text := price(p.Standard) + " a GB-month"
	if p.Archive != p.Standard {
		text += ", " + price(p.Archive) + " archived"
	}
	if p.Date != "" {
		return text + " (list price of " + p.Of + ", " + p.Date + "; --price changes it)"
	}
	return text + " (" + p.Of + ")"
}

// Summary is the report in a few lines.
func (s *CacheStatus) Summary() []string {
	t := &s.Total
	lines := []string{fmt.Sprintf("as %s: repositories %s, images %s, at most %s: %s USD a month at %s; calls to AWS %d",
		s.Principal, s.repos(t), partly(t, strconv.Itoa(t.Images)), partly(t, size(t.Bytes)), partly(t, money(t.CostPerMonth)), s.PricesInWords(), s.Calls)}
	if e := s.Events; e != nil {
		line := fmt.Sprintf("events since %s: imports %d, failed %d; older %d, of another cache %d, about something else %d",
			day(e.Since), e.Imports, e.Failed, e.Older, e.Elsewhere, e.Others)
		if s.noEvents() {
			line += "; no event was given"
		}
		lines = append(lines, line)
	}
	if !s.Compared {
		lines = append(lines, "with PATHs it also tells which images the manifests use, and which of them are missing")
	}
	if needs := s.Needs(); len(needs) > 0 {
		lines = append(lines, "permissions that are missing: "+strings.Join(needs, ", "))
	}
	return append(lines, s.otherUnknown()...)
}

// otherUnknown is one line, or none, for what is unknown although no permission is missing.
func (s *CacheStatus) otherUnknown() []string {
	line, n := "", 0
	for i := range s.Unknown {
		if u := &s.Unknown[i]; len(u.Needs) == 0 {
			if n++; n == 1 {
				line = "unknown: " + u.About + ": " + u.Message
			}
		}
	}
	if n == 0 {
		return nil
	}
	return []string{finding.WithMore(line, n-1)}
}

// noEvents reports whether the file of --events had none. That no pull failed does not follow then.
func (s *CacheStatus) noEvents() bool {
	e := s.Events
	return e.Imports+e.Failed+e.Older+e.Elsewhere+e.Others == 0
}

// partly is an amount as text: 12 GB; 12 GB+ if AWS did not tell all; ? if it told nothing.
func partly(t *live.Stock, amount string) string {
	switch {
	case !t.Incomplete:
		return amount
	case t.Images == 0:
		return "?"
	}
	return amount + "+"
}

// orMore is a number as text: 12; 12+ if there may be more; ? instead of 0 if there may be more.
func orMore(n int, more bool) string {
	switch {
	case !more:
		return strconv.Itoa(n)
	case n == 0:
		return "?"
	}
	return strconv.Itoa(n) + "+"
}

// repos is how many repositories there are.
func (s *CacheStatus) repos(t *live.Stock) string { return orMore(t.Repositories, !s.Listed) }

// expiring is how many images a lifecycle rule expires or archives within a week.
func expiring(t *live.Stock) string { return orMore(t.Expiring, t.Incomplete || t.ExpiryUnknown) }

// expiryUnknown are the repositories of whose images it is not known when they expire: their
// lifecycle policies were not asked for, or not told.
func (s *CacheStatus) expiryUnknown() map[string]bool {
	all := map[string]bool{}
	for i := range s.Repositories {
		all[s.Repositories[i].Repository] = s.Repositories[i].ExpiryUnknown
	}
	return all
}

// size is a number of bytes for people, with the units of bills: a GB has 10^9.
func size(bytes int64) string {
	units := []string{"B", "kB", "MB", "GB", "TB", "PB"}
	amount, unit := float64(bytes), 0
	// 999.5 would be rounded to 1000, and below 9.95 to 10.0: the bounds keep two or three digits.
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
	if dollars > 0 && dollars < 0.005 { // rounded it would be 0.00
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
