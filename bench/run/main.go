// Command run is the benchmark: it builds what is compared, makes the inputs, runs
// everything in turn, and writes what came out into a Markdown page.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
)

func main() {
	// No program's memory is seen below this one's: it had better be small.
	debug.SetGCPercent(20)
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// A runner holds what the steps share.
type runner struct {
	plan    plan
	steps   []step
	root    string // of the repository
	place   place
	page    string
	commit  string            // that was built
	missing map[string]string // tools that are not there, with the reason
	results *results
}

func run(args []string) error {
	r, err := parse(args)
	if err != nil {
		return err
	}
	failed := r.measure()
	if failed != nil {
		r.page = r.place.page()
	}
	return errors.Join(failed, r.write(r.page))
}

// parse reads the flags. Only a whole run writes the page of the repository; what
// leaves something out, or fails, writes one into the cache.
func parse(args []string) (*runner, error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	root := flags.String("root", "..", "the repository")
	cache := flags.String("cache", ".cache", "the folder for programs and inputs")
	out := flags.String("out", "", "the page to write, its plot beside it; by default docs/benchmarks.md after a whole run, else benchmarks.md in the cache")
	short := flags.Bool("quick", false, "measure less, in a minute or two")
	most := flags.Int("most", everything, "leave out what has more resources")
	rounds := flags.Int("rounds", 0, "how often each program runs, instead of as the plan says")
	only := flags.String("only", "", "the steps to take, with commas between: "+strings.Join(stepNames(), ", "))
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if flags.NArg() > 0 {
		return nil, fmt.Errorf("%s: there are no arguments, only flags", flags.Arg(0))
	}
	folder, err := filepath.Abs(*cache)
	if err != nil {
		return nil, err
	}
	r := &runner{plan: full, root: *root, place: place{folder}, page: *out, results: newResults()}
	if *short {
		r.plan = quick
	}
	r.plan = r.plan.upTo(*most).times(*rounds)
	if r.steps, err = chosen(*only); err != nil {
		return nil, err
	}
	if r.page == "" {
		r.page = r.place.page()
		if !*short && *most >= everything && *rounds == 0 && *only == "" {
			r.page = filepath.Join(*root, "docs", "benchmarks.md")
		}
	}
	return r, nil
}

func (r *runner) say(text string) { fmt.Fprintln(os.Stderr, text) }
