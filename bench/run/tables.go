package main

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/bench/measure"
	"github.com/amerintlxperts/ecrcache/bench/page"
)

// goalTable says of every goal whether it is reached. What was not measured is not
// reached either.
func (r *runner) goalTable() string {
	var rows [][]string
	for _, g := range goals {
		v := g.judge(r.results)
		row := []string{g.input, g.text(v), "not measured", "", "", ""}
		if v.measured {
			row = []string{g.input, g.text(v), "**missed**", g.print(v.spread.Min), g.print(v.spread.Median), g.print(v.spread.Max)}
			if v.reached {
				row[2] = "reached"
			}
		}
		rows = append(rows, row)
	}
	return page.Table(3, []string{"resources", "goal", "", "least", "median", "most"}, rows)
}

// sizeTable has a row for every program and a column for every size.
func (r *runner) sizeTable() string {
	head := []string{"CPU (memory)"}
	for _, s := range r.plan.sizes {
		head = append(head, page.Count(s.n))
	}
	var rows [][]string
	for _, p := range programs {
		row := []string{p.name}
		for _, s := range r.plan.sizes {
			row = append(row, r.cost(bySize(s.n, p.name)))
		}
		rows = append(rows, row)
	}
	return page.Table(1, head, rows)
}

// cost is the CPU and memory of a program, where it was measured.
func (r *runner) cost(k key) string {
	s, found := r.results.get(k)
	if !found {
		return "–"
	}
	return page.Seconds(median(s.CPU())) + " (" + r.memory(s) + ")"
}

// memory is the peak; one that this process may have hidden is only a bound.
func (r *runner) memory(s measure.Series) string {
	most := median(s.Peak())
	if most <= float64(r.results.floor) {
		return "< " + page.MiB(float64(r.results.floor))
	}
	return page.MiB(most)
}

// growthTable shows the price of one resource, which stays where growth is linear.
func (r *runner) growthTable() string {
	var rows [][]string
	for _, s := range r.plan.sizes {
		if s.n < 100 {
			continue
		}
		row := []string{page.Count(s.n)}
		for _, name := range []string{subject, subjectRun, scanner, sed, sdk} {
			each := "–"
			if series, found := r.results.get(bySize(s.n, name)); found {
				each = page.Seconds(median(series.CPU()) / float64(s.n))
			}
			row = append(row, each)
		}
		rows = append(rows, row)
	}
	return page.Table(0, []string{"resources", subject, subjectRun, scanner, sed, sdk}, rows)
}

// groupTable has the CPU, time and memory of every program of a group.
func (r *runner) groupTable(group string, names ...string) string {
	var rows [][]string
	for _, name := range names {
		s, found := r.results.get(key{group, name})
		if !found {
			continue
		}
		used, took := measure.SpreadOf(s.CPU()), measure.SpreadOf(s.Wall())
		rows = append(rows, []string{
			name, page.Seconds(used.Min), page.Seconds(used.Median), page.Seconds(used.Max), page.Seconds(took.Median), r.memory(s),
		})
	}
	if rows == nil {
		return "Not measured in this run."
	}
	return page.Table(1, []string{"", "CPU least", "median", "most", "start to end", "memory"}, rows)
}

// badTable says what bad input cost and what was answered.
func (r *runner) badTable() string {
	var rows [][]string
	for _, b := range r.results.bad {
		exit := fmt.Sprint(b.sample.Exit)
		if b.sample.Stopped {
			exit = "stopped after " + badLimit.String()
		}
		first, _, _ := strings.Cut(b.sample.Said, "\n")
		rows = append(rows, []string{
			b.what, exit, page.Code(shorten(first, 160)), page.Seconds(b.sample.CPU.Seconds()), page.Seconds(b.sample.Wall.Seconds()), page.MiB(float64(b.sample.Peak)),
		})
	}
	return page.Table(3, []string{"input", "exit code", "what is said first", "CPU", "start to end", "memory"}, rows)
}

func shorten(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

func median(values []float64) float64 { return measure.SpreadOf(values).Median }
