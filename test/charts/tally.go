package main

import (
	"fmt"
	"slices"
	"strings"
)

// A Tally counts outcomes by the way in which a chart was measured.
type Tally map[string]map[string]int

// Add counts a measurement.
func (t Tally) Add(m Measurement) {
	counts := t[m.Mode]
	if counts == nil {
		counts = map[string]int{}
		t[m.Mode] = counts
	}
	if m.Problem != "" {
		counts["not rendered"]++
		return
	}
	counts["rendered"]++
	for _, v := range m.Verdicts {
		if !v.Image.Pulled && v.Outcome != Wrong {
			continue
		}
		counts[string(v.Outcome)]++
		if v.Outcome != Foreign {
			counts["images"]++
		}
		if v.Whole && v.Outcome != Foreign {
			counts["whole"]++
			if v.Outcome == Moved {
				counts["whole moved"]++
			}
		}
	}
}

func (t Tally) String() string {
	var b strings.Builder
	var modes []string
	for mode := range t {
		modes = append(modes, mode)
	}
	slices.Sort(modes)
	for _, mode := range modes {
		fmt.Fprintf(&b, "%s:", mode)
		for _, name := range []string{"rendered", "not rendered", "images", "moved", "told", "fixed", "silent", "wrong", "foreign", "whole", "whole moved"} {
			fmt.Fprintf(&b, " %s %d,", name, t[mode][name])
		}
		b.WriteString("\n")
	}
	return b.String()
}
