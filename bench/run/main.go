// Command run is the benchmark: it builds what is compared, makes the inputs, runs
// everything in turn, and writes what came out into a Markdown page.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// A runner holds what the steps share.
type runner struct {
	plan    plan
	place   place
	missing map[string]string // tools that are not there, with the reason
	results *results
}

func run(args []string) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	root := flags.String("root", "..", "the repository")
	cache := flags.String("cache", ".cache", "the folder for programs and inputs")
	out := flags.String("out", "", "the page to write, its plot beside it (default docs/benchmarks.md, of a quick run benchmarks.md in the cache)")
	short := flags.Bool("quick", false, "measure less, in a minute or two")
	most := flags.Int("most", everything, "leave out what has more resources")
	if err := flags.Parse(args); err != nil {
		return err
	}
	folder, err := filepath.Abs(*cache)
	if err != nil {
		return err
	}
	r := &runner{plan: full, place: place{folder}, results: newResults()}
	page := filepath.Join(*root, "docs", "benchmarks.md")
	if *short {
		r.plan, page = quick, filepath.Join(folder, "benchmarks.md")
	}
	r.plan = r.plan.upTo(*most)
	if *out != "" {
		page = *out
	}
	if err := r.measure(*root); err != nil {
		return err
	}
	return r.write(page)
}

// measure does everything in order. What must not be disturbed comes first.
func (r *runner) measure(root string) error {
	var err error
	if r.missing, err = build(r.place, root, r.plan.tools); err != nil {
		return err
	}
	r.say("making the inputs")
	var sizes []int
	for _, s := range r.plan.sizes {
		sizes = append(sizes, s.n)
	}
	if err := r.place.generate(sizes); err != nil {
		return err
	}
	for _, step := range []func() error{r.initialisation, r.sizes, r.odd, r.tree, r.pipelines, r.bad, r.small} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (r *runner) say(text string) { fmt.Fprintln(os.Stderr, text) }
