package report

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// A WarmReport is what warm pulled.
type WarmReport struct {
	APIVersion string      `json:"apiVersion"`
	Kind       string      `json:"kind"`
	Summary    WarmSummary `json:"summary"`
	live.WarmReport
}

// A WarmSummary counts images.
type WarmSummary struct {
	Pulled      int `json:"pulled"`
	Cached      int `json:"cached"`
	Failed      int `json:"failed"`
	NotReached  int `json:"notReached"`
	NotPullable int `json:"notPullable"`
	Planned     int `json:"planned"`
	// NotThroughTheCache are images of the manifests that are not, and would not be, in the cache.
	NotThroughTheCache int `json:"notThroughTheCache"`
}

// NewWarmReport makes the form of a report, without the tokens in its texts. others is how many
// images do not go through the cache.
func NewWarmReport(r *live.WarmReport, others int) *WarmReport {
	w := &WarmReport{APIVersion: v1alpha1.APIVersion, Kind: "WarmReport", WarmReport: *r, Summary: WarmSummary{
		Pulled: r.Count(live.Pulled), Cached: r.Count(live.WasCached), Failed: r.Count(live.Failed), NotReached: r.Count(live.NotReached),
		NotPullable: r.Count(live.NotPullable), Planned: r.Count(live.Planned), NotThroughTheCache: others,
	}}
	w.Images = []live.Warmed{}
	for _, img := range r.Images {
		img.Reference, img.Message, img.Do = redact.Text(img.Reference), redact.Text(img.Message), redact.Text(img.Do)
		w.Images = append(w.Images, img)
	}
	return w
}

// WarmLine is one image as a line.
func WarmLine(img *live.Warmed) string {
	line := fmt.Sprintf("%-12s %s", img.Status, img.Reference)
	if len(img.Platforms) > 0 {
		line += "  " + strings.Join(img.Platforms, ", ")
	}
	if img.Bytes > 0 {
		line += fmt.Sprintf("  %.1f MiB", float64(img.Bytes)/(1<<20))
	}
	return redact.Line(redact.Text(line))
}

// Line is the summary in one line, without the counts that are 0.
func (s *WarmSummary) Line() string {
	text := ""
	for _, part := range []struct {
		n    int
		what string
	}{
		{s.Planned, "to be pulled unless they are in the cache"},
		{s.Pulled, "pulled"},
		{s.Cached, "in the cache already"},
		{s.Failed, "failed"},
		{s.NotReached, "not reached"},
		{s.NotPullable, "that cannot be pulled as they are written"},
		{s.NotThroughTheCache, "that do not go through the cache"},
	} {
		if part.n > 0 {
			text += fmt.Sprintf(", %s: %d", part.what, part.n)
		}
	}
	if text == "" {
		return "no image"
	}
	return "images " + text[2:]
}

// Progress is how far a run is, as a bar: done of all.
func Progress(done, all, failed int, last string) string {
	const width = 24
	full := width
	if all > 0 {
		full = width * done / all
	}
	text := "[" + strings.Repeat("#", full) + strings.Repeat("-", width-full) + "] " + fmt.Sprintf("%d of %d", done, all)
	if failed > 0 {
		text += fmt.Sprintf(", failed %d", failed)
	}
	if i := strings.IndexByte(last, '/'); i >= 0 {
		last = last[i+1:] // without the registry, which is the same in all
	}
	return text + "  " + last
}
