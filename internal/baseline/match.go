package baseline

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// A Match compares the findings of one check with a baseline.
type Match struct {
	baseline *Baseline
	found    map[Key]int
	known    map[Key]int
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

// Outdated are the entries of which less is found than the baseline has, as findings of a
// severity about the file of the baseline. It is to be called when Knows was asked of every
// finding.
func (m *Match) Outdated(severity finding.Severity) []finding.Finding {
	var all []finding.Finding
	rest := map[Key]int{}
	for i := range m.baseline.entries {
		e := &m.baseline.entries[i]
		if _, begun := rest[e.Key]; !begun {
			rest[e.Key] = m.found[e.Key]
		}
		here := min(rest[e.Key], e.count())
		rest[e.Key] -= here
		if here == e.count() || !m.baseline.covers(e) {
			continue
		}
		message := "is not found any more; --update-baseline removes it"
		if here > 0 {
			message = fmt.Sprintf("is found %d times, not %d; --update-baseline corrects it", here, e.count())
		}
		all = append(all, finding.Finding{
			Severity: severity, Code: Outdated, File: finding.File{Path: m.baseline.path}, Line: e.line,
			Field: finding.Field{Current: e.where()}, Message: message,
		})
	}
	return all
}
