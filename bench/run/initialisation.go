package main

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/bench/measure"
)

// An initialisation is what a linked package costs at every start.
type initialisation struct {
	pkg    string
	millis float64
}

// traced is how many starts are looked at: one alone may be disturbed.
const traced = 21

// initialisation asks the program's runtime what its packages cost: medians.
func (r *runner) initialisation() error {
	costs := map[string][]float64{}
	for range traced {
		trace, err := r.trace()
		if err != nil {
			return err
		}
		for _, one := range parseInitialisation(trace) {
			costs[one.pkg] = append(costs[one.pkg], one.millis)
		}
	}
	for pkg, millis := range costs {
		r.results.init = append(r.results.init, initialisation{pkg, measure.SpreadOf(millis).Median})
	}
	slices.SortFunc(r.results.init, dearest)
	return nil
}

// trace is what the runtime says of one start.
func (r *runner) trace() (string, error) {
	cmd := exec.Command(r.place.bin("ecrcache"))
	in, err := os.Open(r.place.input("list-1.yaml"))
	if err != nil {
		return "", err
	}
	defer in.Close()
	var said strings.Builder
	cmd.Stdin, cmd.Stderr = in, &said
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("inittrace: %w", err)
	}
	return said.String(), nil
}

// dearest puts the dearer before the cheaper.
func dearest(a, b initialisation) int {
	return cmp.Or(cmp.Compare(b.millis, a.millis), cmp.Compare(a.pkg, b.pkg))
}

// parseInitialisation reads the lines of inittrace, the dearest first.
func parseInitialisation(trace string) []initialisation {
	var all []initialisation
	for line := range strings.Lines(trace) {
		var one initialisation
		var at float64
		if _, err := fmt.Sscanf(line, "init %s @%f ms, %f ms clock", &one.pkg, &at, &one.millis); err == nil {
			all = append(all, one)
		}
	}
	slices.SortFunc(all, dearest)
	return all
}
