package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/amerintlxperts/ecrcache/bench/page"
	"github.com/amerintlxperts/ecrcache/bench/plot"
)

// write puts what was measured between the markers of the page, and the plot beside
// it. A page that is not there yet is nothing but that.
func (r *runner) write(path string) error {
	text, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		text, err = []byte(page.Begin+page.End), nil
	}
	if err != nil {
		return err
	}
	image := strings.TrimSuffix(path, ".md") + ".svg"
	written, err := page.Replace(string(text), r.measured(filepath.Base(image), time.Now()))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := write(image, r.chart().Write); err != nil {
		return err
	}
	r.say("writing " + path)
	return os.WriteFile(path, []byte(written), 0o644)
}

// measured is the part of the page that no person writes.
func (r *runner) measured(image string, when time.Time) string {
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n\n", args...) }
	say("\nMeasured on %s at commit %s on %s.", when.Format("2006-01-02"), r.commit, machine())
	say("## Goals")
	say("%s", r.goalTable())
	say("%s", r.start())
	say("## How it grows")
	say("![CPU by the number of resources, of all programs](%s)", image)
	say("%s", r.sizeTable())
	say("Medians of %s runs. A program with less memory than the runner's own %s cannot be told from it. The price of one resource, which stays where growth is linear:", r.rounds(), page.MiB(float64(r.results.floor)))
	say("%s", r.growthTable())
	r.groups(say)
	say("## Bad input")
	say("Each through a pipe, one run.")
	say("%s", r.badTable())
	say("## Versions")
	b.WriteString(r.versions() + "\n")
	return b.String()
}

// groups are the tables of what is not a matter of size.
func (r *runner) groups(say func(string, ...any)) {
	say("## A directory tree")
	say("%s files, of which 5 of 100 change. Medians of %d runs; what writes has a new copy for each.", page.Count(r.results.files), r.plan.tree.rounds)
	say("%s", r.groupTable("tree", grep, inPlace, dryRun, checkTree, onCores(dryRun, 1), onCores(dryRun, 2)))
	say("## The worst case")
	say("%s resources, each in flow style, as JSON, with anchors, tabs or escapes. %d runs.", page.Count(r.plan.odd.n), r.plan.odd.rounds)
	say("%s", r.groupTable("odd", subject, "yaml.v3 function", sdk))
	if r.plan.pipelines.n == 0 {
		return
	}
	say("## Whole pipelines")
	say("%s resources, from a kustomization to its manifests. %d runs.", page.Count(r.plan.pipelines.n), r.plan.pipelines.rounds)
	say("%s", r.groupTable("pipelines", justBuild, buildRewrite, buildImages, buildExec))
}

// rounds says how often each size was measured.
func (r *runner) rounds() string {
	var all []string
	for _, s := range r.plan.sizes {
		all = append(all, fmt.Sprint(s.rounds))
	}
	return strings.Join(all, ", ")
}

// start says what the program costs before it does anything.
func (r *runner) start() string {
	if r.results.init == nil {
		return "The start was not looked into in this run."
	}
	total := 0.0
	var dearest []string
	for i, one := range r.results.init {
		total += one.millis
		if i < 3 {
			dearest = append(dearest, fmt.Sprintf("`%s` %s", one.pkg, page.Seconds(one.millis/1000)))
		}
	}
	return fmt.Sprintf("Package initialisation (`GODEBUG=inittrace=1`) takes %s of the start, most of it %s.", page.Seconds(total/1000), strings.Join(dearest, ", "))
}

// chart draws the CPU of every program that was measured with several sizes.
func (r *runner) chart() plot.Chart {
	c := plot.Chart{Title: "CPU to move the images of a cluster", X: "resources", Y: "CPU (user and system)"}
	for _, p := range programs {
		if p.piped {
			continue
		}
		line := plot.Line{Name: strings.ReplaceAll(p.name, "`", ""), Strong: p.name == subject}
		for _, s := range r.plan.sizes {
			if series, found := r.results.get(bySize(s.n, p.name)); found {
				line.Points = append(line.Points, plot.Point{X: float64(s.n), Y: median(series.CPU())})
			}
		}
		c.Lines = append(c.Lines, line)
	}
	return c
}
