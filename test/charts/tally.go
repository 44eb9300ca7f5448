package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
)

// A Tally counts outcomes by the way in which a chart was measured.
type Tally map[string]*Counts

// Counts are the charts of one way, and their images by convention.
type Counts struct {
	Rendered, NotRendered int
	Images                map[Convention]map[string]int
}

// columns are what is counted of images. Those whose values say the whole name are to be
// moved, the rest of those that values name in part to be left and reported.
var columns = []string{"images", "moved", "reported", "fixed", "silent", "wrong", "broken", "whole", "whole moved", "foreign"}

// Add counts a measurement.
func (t Tally) Add(m Measurement) {
	counts := t[m.Mode]
	if counts == nil {
		counts = &Counts{Images: map[Convention]map[string]int{}}
		t[m.Mode] = counts
	}
	if m.Problem != "" {
		counts.NotRendered++
		return
	}
	counts.Rendered++
	for _, v := range m.Verdicts {
		if v.Image.Pulled || v.Outcome == Wrong {
			counts.add(v)
		}
	}
}

func (c *Counts) add(v Verdict) {
	of := c.Images[v.Convention]
	if of == nil {
		of = map[string]int{}
		c.Images[v.Convention] = of
	}
	of[string(v.Outcome)]++
	if v.Outcome == Foreign {
		return
	}
	of["images"]++
	if v.Whole {
		of["whole"]++
		if v.Outcome == Moved {
			of["whole moved"]++
		}
	}
}

// String is a table for each way.
func (t Tally) String() string {
	var b strings.Builder
	var modes []string
	for mode := range t {
		modes = append(modes, mode)
	}
	slices.Sort(modes)
	for _, mode := range modes {
		c := t[mode]
		fmt.Fprintf(&b, "%s: %d rendered, %d not rendered\n| | %s |\n", mode, c.Rendered, c.NotRendered, strings.Join(columns, " | "))
		sum := map[string]int{}
		for _, convention := range append(conventionOrder, "") {
			of := c.Images[convention]
			for _, column := range columns {
				sum[column] += of[column]
			}
			if len(of) > 0 {
				b.WriteString(row(string(convention), of))
			}
		}
		b.WriteString(row("all", sum))
	}
	return b.String()
}

// problem is what must not come of any run: an image that is neither the old one nor the
// cache's, one that stays without a word, or a row of the table of charts that is not true.
func (t Tally) problem() error {
	sum := map[string]int{}
	for _, c := range t {
		for _, of := range c.Images {
			sum["wrong"] += of["wrong"]
			sum["silent"] += of["silent"]
		}
	}
	if known := t["known"]; known != nil {
		sum["known to be whole, and not moved"] = known.NotRendered + known.Images[ShortName]["images"] - known.Images[ShortName]["moved"]
	}
	for name, count := range sum {
		if count > 0 {
			return fmt.Errorf("%d %s", count, name)
		}
	}
	return nil
}

func row(name string, of map[string]int) string {
	cells := []string{name}
	for _, column := range columns {
		cells = append(cells, fmt.Sprint(of[column]))
	}
	return "| " + strings.Join(cells, " | ") + " |\n"
}

// addFile counts the measurements that a run wrote as JSON: a long run may be several,
// each of a part of the charts.
func (t Tally) addFile(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	decoder := json.NewDecoder(file)
	for decoder.More() {
		var m Measurement
		if err := decoder.Decode(&m); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		t.Add(m)
	}
	return nil
}
