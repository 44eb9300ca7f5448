package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"helm.sh/helm/v4/pkg/chart/v2/loader"
)

func main() {
	quiet()
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	charts := flag.String("charts", "", "a folder with charts that somebody has fetched")
	releases := flag.String("releases", "", "a folder with HelmReleases of some of those charts")
	known := flag.String("known", "", "a folder with releases whose names without a registry are known to be whole")
	program := flag.String("program", "", "the program, by default built from this repository")
	output := flag.String("o", "text", "text, or json for one line a chart")
	only := flag.String("only", "", "only charts whose path contains this")
	skip := flag.String("skip", "", "not the charts whose path contains this")
	count := flag.Bool("count", false, "count what runs with -o json wrote, in the files that are named")
	atMost := flag.Int("sets", 10, "how many sets of values of a chart's own tests are taken at most")
	flag.Parse()
	if *count {
		return countFiles(flag.Args())
	}
	folder, err := os.MkdirTemp("", "ecrcache-charts-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	all, library, err := FindCharts(*charts)
	if err != nil {
		return err
	}
	bench := &Bench{Library: library, Program: Program(*program), Folder: folder, Sets: *atMost}
	if *program == "" {
		if bench.Program, err = Build(folder); err != nil {
			return err
		}
	}
	tally := Tally{}
	note := func(m Measurement) {
		m.Chart, _ = filepath.Rel(*charts, m.Chart)
		tally.Add(m)
		if *output == "json" {
			line, _ := json.Marshal(m)
			fmt.Println(string(line))
			return
		}
		for _, v := range m.Verdicts {
			if v.Outcome == Wrong || v.Outcome == Silent && v.Image.Pulled {
				fmt.Printf("%s %s: %s\n", m.Mode, m.Chart, v)
			}
		}
	}
	for _, dir := range all {
		if strings.Contains(dir, *only) && (*skip == "" || !strings.Contains(dir, *skip)) {
			bench.measure(dir, note)
		}
	}
	if *releases != "" {
		if err := bench.measureReleases(*releases, "release", note); err != nil {
			return err
		}
	}
	if *known != "" {
		if err := bench.measureReleases(*known, "known", note); err != nil {
			return err
		}
	}
	fmt.Fprint(os.Stderr, tally)
	return tally.problem()
}

func countFiles(paths []string) error {
	tally := Tally{}
	for _, path := range paths {
		if err := tally.addFile(path); err != nil {
			return err
		}
	}
	fmt.Print(tally)
	return nil
}

// measure takes a chart in every way.
func (b *Bench) measure(dir string, note func(Measurement)) {
	c, err := loader.LoadDir(dir)
	if err != nil || c.Metadata.Type == "library" {
		return
	}
	sets := valueSets(dir)
	for _, set := range sets {
		in := b.InPlace(dir, set)
		if in.Problem != "" && set != sets[len(sets)-1] {
			continue
		}
		note(in)
		break
	}
	if _, text, err := readValues(filepath.Join(dir, "values.yaml")); err == nil {
		note(b.AsRelease(dir, "copied", release(c.Name(), text)))
	}
	for _, set := range sets[1:min(len(sets), 1+b.Sets)] {
		if _, text, err := readValues(set); err == nil && len(text) > 0 {
			note(b.AsRelease(dir, "set", release(c.Name(), text)))
		}
	}
}

// valueSets are the sets of values that a chart brings: none, and those of its own tests
// (https://github.com/helm/chart-testing reads ci/*-values.yaml).
func valueSets(dir string) []string {
	sets := []string{""}
	for _, pattern := range []string{"ci/*.yaml", "ci/*.yml", "test-values.yaml", "tests/*values*.yaml"} {
		more, _ := filepath.Glob(filepath.Join(dir, pattern))
		sets = append(sets, more...)
	}
	return sets
}
