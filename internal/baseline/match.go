package baseline

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// A Match compares the findings of one check with a baseline.
type Match struct {
	baseline *Baseline
	found    map[Key]int // how many of the check so far
	known    map[Key]int // how many of the baseline
}

// Match begins a comparison.
func (b *Baseline) Match() *Match {
	m := &Match{baseline: b, found: map[Key]int{}, known: map[Key]int{}}
	for i := range b.entries {
		m.known[b.entries[i].Key] += b.entries[i].count()
	}
	return m
}

// Knows reports whether the baseline has a finding. Of several findings with one key it knows
// as many as it counts.
func (m *Match) Knows(f *finding.Finding) bool {
	key := KeyOf(f, m.baseline.place(f.File.Path))
	m.found[key]++
	return m.found[key] <= m.known[key]
}

// Outdated are the entries that the check found less often than the baseline says, as findings of
// this severity about the baseline's file. Call it after Knows was called for every finding.
//
// Entries written by hand may have the same key: what was found is then counted for the first of
// them, and only the rest for the next.
func (m *Match) Outdated(severity finding.Severity) []finding.Finding {
	var all []finding.Finding
	left := map[Key]int{} // of what was found, not yet counted for an entry
	for i := range m.baseline.entries {
		e := &m.baseline.entries[i]
		if _, seen := left[e.Key]; !seen {
			left[e.Key] = m.found[e.Key]
		}
		matched := min(left[e.Key], e.count())
		left[e.Key] -= matched
		if matched == e.count() || !m.baseline.covers(e) {
			continue
		}
		message := "is not found any more; --update-baseline removes it"
		if matched > 0 {
			message = fmt.Sprintf("is found %d of %d times; --update-baseline corrects it", matched, e.count())
		}
		all = append(all, finding.Finding{
			Severity: severity, Code: Outdated, File: finding.File{Path: m.baseline.path}, Line: e.line,
			Field: finding.Field{Current: e.where()}, Message: message,
		})
	}
	return all
}
