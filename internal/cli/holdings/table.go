package holdings

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/live"
)

// A Section is a table with what it is about; the first one has no title.
type Section struct {
	Title string
	Rows  [][]string
	// Cuts shorten its columns on a terminal.
	Cuts []console.Cut
}

// mostUnused is how many unused images are listed.
const mostUnused = 10

// Sections are the tables of the output table: the upstreams, then what needs attention.
func (s *CacheStatus) Sections() []Section {
	return append([]Section{{Rows: s.upstreams(), Cuts: []console.Cut{console.CutMiddle}}}, s.attention()...)
}

// WideSections are those of the output wide: every repository and image as well.
func (s *CacheStatus) WideSections() []Section {
	return append(append([]Section{{Rows: s.wideUpstreams()}}, s.attention()...),
		Section{Title: "Repositories", Rows: s.repositories()}, Section{Title: "Images", Rows: s.images()})
}

// attention are the tables of what needs attention, without the empty ones.
func (s *CacheStatus) attention() []Section {
	middle := []console.Cut{console.CutMiddle}
	var all []Section
	for _, section := range []Section{
		{Title: "Images of the manifests that are not in the cache", Rows: s.missing(), Cuts: middle},
		{Title: "Images in use that a lifecycle policy expires or archives within 7 days", Rows: s.expiringRows(), Cuts: middle},
		{Title: "Images that no manifest uses, the largest first", Rows: s.largestUnused(), Cuts: middle},
		{Title: "Pulls that failed", Rows: s.failures(), Cuts: []console.Cut{nil, nil, console.CutMiddle}},
		{Title: "Unknown", Rows: s.unknown()},
	} {
		if len(section.Rows) > 1 {
			all = append(all, section)
		}
	}
	return all
}

func (s *CacheStatus) upstreams() [][]string {
	rows := [][]string{{"UPSTREAM", "REPOS", "IMAGES", "SIZE", "USD/MONTH", "UNUSED", "LAST PULL"}}
	row := func(name string, t *live.Stock) []string {
		return []string{name, s.repos(t), partly(t, strconv.Itoa(t.Images)), partly(t, size(t.Bytes)), partly(t, money(t.CostPerMonth)), s.unusedSize(t), partly(t, day(t.LastPull))}
	}
	for i := range s.Upstreams {
		rows = append(rows, row(s.Upstreams[i].Upstream, &s.Upstreams[i].Stock))
	}
	return append(rows, row("all", &s.Total))
}

// unusedSize is what no manifest uses, where manifests were named.
func (s *CacheStatus) unusedSize(t *live.Stock) string {
	if !s.Compared {
		return "-"
	}
	return partly(t, size(t.UnusedBytes))
}

func (s *CacheStatus) wideUpstreams() [][]string {
	rows := [][]string{{"UPSTREAM", "PREFIX", "REPOS", "IMAGES", "SIZE", "USD/MONTH", "ARCHIVED", "UNUSED", "EXPIRING", "MISSING", "FAILED", "LAST PULL"}}
	row := func(name, prefix string, t *live.Stock, missing string, failures int) []string {
		return []string{
			name, prefix, s.repos(t), partly(t, strconv.Itoa(t.Images)), partly(t, size(t.Bytes)), partly(t, money(t.CostPerMonth)), partly(t, size(t.ArchivedBytes)),
			s.unusedSize(t), expiring(t), missing, strconv.Itoa(failures), partly(t, day(t.LastPull)),
		}
	}
	failures := 0
	for i := range s.Upstreams {
		u := &s.Upstreams[i]
		failures += u.Failures
		rows = append(rows, row(u.Upstream, u.Prefix, &u.Stock, orMore(u.Missing, u.Unseen > 0), u.Failures))
	}
	return append(rows, row("all", "", &s.Total, orMore(len(s.Missing), s.Unseen() > 0), failures))
}

func (s *CacheStatus) repositories() [][]string {
	rows := [][]string{{"REPOSITORY", "IMAGES", "SIZE", "USD/MONTH", "UNUSED", "LIFECYCLE", "EXPIRING", "LAST PULL"}}
	for i := range s.Repositories {
		t := &s.Repositories[i].Stock
		rows = append(rows, []string{
			s.Repositories[i].Repository, partly(t, strconv.Itoa(t.Images)), partly(t, size(t.Bytes)), partly(t, money(t.CostPerMonth)), s.unusedSize(t),
			string(s.Repositories[i].Lifecycle), expiring(t), partly(t, day(t.LastPull)),
		})
	}
	return rows
}

func (s *CacheStatus) images() [][]string {
	rows := [][]string{{"IMAGE", "KIND", "SIZE", "USE", "CACHED", "LAST PULL", "EXPIRES", "STATUS"}}
	unknown := s.expiryUnknown()
	for i := range s.Images {
		img := &s.Images[i]
		when := s.when(img)
		if unknown[img.Repository] {
			when = "?"
		}
		rows = append(rows, []string{name(img), string(img.Kind), size(img.Bytes), orDash(string(img.Use)), day(img.Pushed), day(img.LastPull), when, strings.ToLower(img.Status)})
	}
	return rows
}

// name is an image with all of its tags, or the beginning of its digest; [live.CachedImage.Name] has
// one tag, or the whole digest.
func name(img *live.CachedImage) string {
	if len(img.Tags) > 0 {
		return img.Repository + ":" + strings.Join(img.Tags, ",")
	}
	return img.Repository + "@" + short(img.Digest)
}

// short is the beginning of a digest.
func short(digest string) string {
	const most = len("sha256:") + 12
	if len(digest) <= most {
		return digest
	}
	return digest[:most] + "…"
}

// when is when a lifecycle rule expires or archives an image.
func (s *CacheStatus) when(img *live.CachedImage) string {
	e := img.Expires
	if e == nil {
		return "-"
	}
	at := day(e.At)
	if !e.At.After(s.At) {
		at = "at the next run"
	}
	if e.Perhaps {
		return "perhaps " + at
	}
	return at
}

// by is the lifecycle rule that expires or archives an image, and what may keep the image.
func by(e *live.Expiry) string {
	text := fmt.Sprintf("rule %d: %s", e.Rule, e.Reason)
	if e.Archives {
		text += ", which archives it"
	}
	if e.Perhaps {
		text += "; not while an image for several platforms lists it"
	}
	return text
}

func (s *CacheStatus) missing() [][]string {
	rows := [][]string{{"IMAGE", "THE CACHE HAS"}}
	for i := range s.Missing {
		rows = append(rows, []string{s.Missing[i].Reference, s.Missing[i].Has})
	}
	return rows
}

func (s *CacheStatus) expiringRows() [][]string {
	rows := [][]string{{"IMAGE", "WHEN", "BY"}}
	for _, img := range s.expiringInUse() {
		rows = append(rows, []string{img.Name(), s.when(&img), by(img.Expires)})
	}
	return rows
}

func (s *CacheStatus) largestUnused() [][]string {
	rows := [][]string{{"IMAGE", "SIZE", "USD/MONTH", "LAST PULL"}}
	all := s.unused()
	for i := range all[:min(len(all), mostUnused)] {
		rows = append(rows, []string{name(&all[i]), size(all[i].Stored()), money(all[i].CostPerMonth), day(all[i].LastPull)})
	}
	if len(all) > mostUnused {
		rows = append(rows, []string{fmt.Sprintf("and %d more; -o csv has all", len(all)-mostUnused), "", "", ""})
	}
	return rows
}

func (s *CacheStatus) failures() [][]string {
	rows := [][]string{{"LAST (UTC)", "TIMES", "IMAGE", "WHY"}}
	for i := range s.Failures {
		f := &s.Failures[i]
		rows = append(rows, []string{f.Last.Format("2006-01-02 15:04"), strconv.Itoa(f.Count), failedImage(f), why(f)})
	}
	return rows
}

func failedImage(f *live.PullFailure) string {
	switch {
	case f.Image == "":
		return f.Repository
	case strings.Contains(f.Image, ":"):
		return f.Repository + "@" + short(f.Image)
	}
	return f.Repository + ":" + f.Image
}

// why is what AWS said of a failed pull: its code and its reason, as far as the event has them.
func why(f *live.PullFailure) string {
	if f.Code == "" || f.Reason == "" {
		return orDash(f.Code + f.Reason)
	}
	return f.Code + ": " + f.Reason
}

func (s *CacheStatus) unknown() [][]string {
	rows := [][]string{{"ABOUT", "WHY"}}
	for i := range s.Unknown {
		rows = append(rows, []string{s.Unknown[i].About, s.Unknown[i].Message})
	}
	return rows
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}
