package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/bench/page"
)

// tiny goes through all steps, without the tools of others. It measures nothing that
// anybody should quote.
var tiny = plan{
	sizes: []size{{1, 1}, {100, 1}},
	odd:   size{20, 1},
	tree:  size{200, 1},
	bad:   1,
}

func TestARunWritesThePage(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "benchmarks.md")
	if err := os.WriteFile(file, []byte("# Prose\n"+page.Begin+"old\n"+page.End), 0o644); err != nil {
		t.Fatal(err)
	}
	r := &runner{plan: tiny, steps: steps, root: "../..", place: place{filepath.Join(folder, "cache")}, results: newResults()}
	if err := r.measure(); err != nil {
		t.Fatal(err)
	}
	if err := r.write(file); err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(written)
	for _, want := range []string{"# Prose\n", "## Goals", "| 1 resource |", "## Bad input", "(benchmarks.svg)", "empty documents | 0 |", "| kbld | not measured: not asked for |"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	if !strings.Contains(text, " at commit "+commit("../..")+" on ") {
		t.Error("the page does not say which commit was measured")
	}
	for _, unwanted := range []string{"old\n", folder, "%!"} {
		if strings.Contains(text, unwanted) {
			t.Errorf("the page has %q", unwanted)
		}
	}
	// A program is of its own module, and of those that it was built with.
	for binary, module := range map[string]string{"ecrcache": "github.com/amerintlxperts/ecrcache", "yamlv3": "go.yaml.in/yaml/v3"} {
		if moduleVersion(r.place.bin(binary), module) == "unknown" {
			t.Errorf("%s does not know its version of %s", binary, module)
		}
	}
	if plot, err := os.ReadFile(filepath.Join(folder, "benchmarks.svg")); err != nil || !strings.Contains(string(plot), ">ecrcache<") {
		t.Errorf("the plot has no line of the program, %v", err)
	}
}

// A page without markers is somebody's own, and stays.
func TestAPageWithoutMarkersStays(t *testing.T) {
	file := filepath.Join(t.TempDir(), "benchmarks.md")
	if err := os.WriteFile(file, []byte("mine\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	r := &runner{plan: tiny, results: newResults(), place: place{t.TempDir()}}
	if err := r.write(file); err == nil {
		t.Error("the page was written")
	}
	if text, err := os.ReadFile(file); err != nil || string(text) != "mine\n" {
		t.Errorf("got %q, %v", text, err)
	}
}

func TestTimes(t *testing.T) {
	p := full.times(2)
	for _, s := range append([]size{p.odd, p.tree, p.pipelines}, p.sizes...) {
		if s.rounds != 2 {
			t.Errorf("%d resources: %d rounds", s.n, s.rounds)
		}
	}
	if full.sizes[0].rounds == 2 || full.times(0).sizes[0].rounds != full.sizes[0].rounds {
		t.Error("the plan itself has changed")
	}
}

func TestUpTo(t *testing.T) {
	if got := full.upTo(1000).sizes; len(got) != 3 || got[2].n != 1000 {
		t.Errorf("got %v", got)
	}
	if len(full.sizes) != 5 {
		t.Error("the plan itself has changed")
	}
}

// Only a whole run may write the page of the repository.
func TestWhereThePageGoes(t *testing.T) {
	const docs, cached = "../docs/benchmarks.md", "/cache/benchmarks.md"
	for args, want := range map[string]string{
		"":                   docs,
		"-quick":             cached,
		"-most 1000":         cached,
		"-rounds 1":          cached,
		"-only tree,odd":     cached,
		"-quick -out a.md":   "a.md",
		"-root .. -out b.md": "b.md",
	} {
		r, err := parse(append([]string{"-cache", "/cache"}, strings.Fields(args)...))
		if err != nil || r.page != want {
			t.Errorf("%q: got %q, %v, want %q", args, r.page, err, want)
		}
	}
	for _, args := range []string{"-only trees", "quick", "-fast"} {
		if _, err := parse(strings.Fields(args)); err == nil {
			t.Errorf("%q is taken", args)
		}
	}
}
