package main

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/bench/measure"
	"github.com/amerintlxperts/ecrcache/bench/page"
)

// A quantity is what of a run a goal is about.
type quantity struct {
	name   string
	values func(measure.Series) []float64
	print  func(float64) string
}

var (
	cpu  = quantity{"CPU", measure.Series.CPU, page.Seconds}
	wall = quantity{"start to end", measure.Series.Wall, page.Seconds}
	peak = quantity{"memory", measure.Series.Peak, page.MiB}
)

// A goal is one thing that must be reached. The ratio of the first and the second
// program, pair by pair, is held to the limit by its median; without a second one,
// the median of the first itself.
type goal struct {
	input   string
	of      quantity
	first   key
	second  key
	atLeast bool
	limit   float64
	// times and more replace the limit: so many times the input's length, and so much more.
	times, more float64
	length      key
}

const mib = 1 << 20

// goals are what the program must reach, whoever measures it.
var goals = []goal{
	{input: "1 resource", of: wall, first: bySize(1, subject), limit: 0.010},
	{input: "1,000", of: cpu, first: bySize(1000, sdk), second: bySize(1000, subject), atLeast: true, limit: 50},
	{input: "1,000", of: cpu, first: bySize(1000, kustomized), second: bySize(1000, subjectRun), atLeast: true, limit: 400},
	{input: "1,000", of: cpu, first: bySize(1000, "yq"), second: bySize(1000, subjectRun), atLeast: true, limit: 45},
	{input: "1,000", of: cpu, first: bySize(1000, "kbld"), second: bySize(1000, subjectRun), atLeast: true, limit: 60},
	{input: "10,000", of: cpu, first: bySize(10_000, sdk), second: bySize(10_000, subject), atLeast: true, limit: 75},
	{input: "10,000", of: peak, first: bySize(10_000, subject), times: 1.6, more: 16 * mib, length: bySize(10_000, string(list))},
	{input: "10,000, from a pipe", of: peak, first: bySize(10_000, subject+piped), times: 1.6, more: 16 * mib, length: bySize(10_000, string(list))},
	{input: "100,000, from a pipe", of: peak, first: bySize(100_000, subject+piped), times: 1.6, length: bySize(100_000, string(list))},
	{input: "100,000, a stream from a pipe", of: peak, first: bySize(100_000, subjectRun+piped), limit: 48 * mib},
	{input: "a tree of files", of: cpu, first: key{"tree", inPlace}, second: key{"tree", grep}, limit: 4},
	{input: "a tree of files, 1 core and 2", of: wall, first: key{"tree", onCores(dryRun, 1)}, second: key{"tree", onCores(dryRun, 2)}, atLeast: true, limit: 1.5},
	{input: "every item odd", of: cpu, first: key{"odd", subject}, second: key{"odd", sdk}, limit: 0.6},
	{input: "every item odd", of: peak, first: key{"odd", subject}, second: key{"odd", sdk}, limit: 0.25},
}

// A verdict is what came out of a goal.
type verdict struct {
	measured bool
	spread   measure.Spread
	limit    float64
	reached  bool
}

// judge holds a goal to the results.
func (g goal) judge(r *results) verdict {
	first, found := r.get(g.first)
	if !found {
		return verdict{limit: g.limit}
	}
	values := g.of.values(first)
	if g.second.name != "" {
		second, found := r.get(g.second)
		if !found {
			return verdict{limit: g.limit}
		}
		values = measure.Ratios(values, g.of.values(second))
	}
	v := verdict{measured: true, spread: measure.SpreadOf(values), limit: g.limit}
	if g.length.name != "" {
		v.limit = g.times*float64(r.inputs[g.length]) + g.more
	}
	v.reached = v.spread.Median <= v.limit
	if g.atLeast {
		v.reached = v.spread.Median >= v.limit
	}
	return v
}

// text says what must be reached.
func (g goal) text(v verdict) string {
	bound := "at most"
	if g.atLeast {
		bound = "at least"
	}
	switch {
	case g.second.name != "":
		return fmt.Sprintf("%s of %s %s %s that of %s", g.of.name, g.first.name, bound, page.Times(v.limit), g.second.name)
	case g.times > 0 && g.more > 0:
		return fmt.Sprintf("%s of %s %s %s the input and %s, %s", g.of.name, g.first.name, bound, page.Times(g.times), page.MiB(g.more), g.of.print(v.limit))
	case g.times > 0:
		return fmt.Sprintf("%s of %s %s %s the input, %s", g.of.name, g.first.name, bound, page.Times(g.times), g.of.print(v.limit))
	}
	return fmt.Sprintf("%s of %s %s %s", g.of.name, g.first.name, bound, g.of.print(v.limit))
}

// print writes a value of the goal: a ratio, or a quantity.
func (g goal) print(value float64) string {
	if g.second.name != "" {
		return page.Times(value)
	}
	return g.of.print(value)
}
