package causes

import (
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// mostPlaces is how many places of a group are named.
const mostPlaces = 3

// places are the first places of the group: those of different files, then others of these files.
func (g *group) places() []string {
	var first, others []string
	files := map[string]bool{}
	for i := range g.findings {
		f := &g.findings[i]
		if files[f.File.Path] && f.File.Path != "" {
			if len(others) < mostPlaces {
				others = append(others, place(f))
			}
			continue
		}
		files[f.File.Path] = true
		if first = append(first, place(f)); len(first) == mostPlaces {
			break
		}
	}
	all := append(first, others...)
	return all[:min(len(all), mostPlaces)]
}

// place is where a finding is, and in short what is written there.
func place(f *finding.Finding) string {
	where := f.File.Path
	switch {
	case where == "":
		short := *f
		short.Line = 0 // of a ResourceList, not of the user's file
		where = strings.Join(short.Where(), " ")
	case f.Line > 0:
		where += ":" + strconv.Itoa(f.Line)
	}
	where = finding.ExcerptEnds(where, longestPlace)
	if f.Field.Current == "" {
		return where
	}
	return strings.TrimPrefix(where+" (", " ") + shortened(f.Field.Current) + ")"
}

// longestPlace and longestValue are how many bytes of a place and of a value are shown.
const (
	longestPlace = 160
	longestValue = 60
)

// shortened is a value on one line, with 7 digits of its digest: ghcr.io/acme/web:v1@sha256:0123456…
func shortened(value string) string {
	const shown = len("@sha256:") + 7
	if i := strings.Index(value, "@sha256:"); i >= 0 && len(value) > i+shown {
		value = value[:i+shown] + "…"
	}
	return finding.Excerpt(strings.Join(strings.Fields(value), " "), longestValue)
}
