package main

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// An initialisation is what a linked package costs at every start.
type initialisation struct {
	pkg    string
	millis float64
}

// initialisation asks the program's runtime what its packages cost.
func (r *runner) initialisation() error {
	cmd := exec.Command(r.place.bin("ecrcache"))
	in, err := os.Open(r.place.input("list-1.yaml"))
	if err != nil {
		return err
	}
	defer in.Close()
	var said strings.Builder
	cmd.Stdin, cmd.Stderr = in, &said
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("inittrace: %w", err)
	}
	r.results.init = parseInitialisation(said.String())
	return nil
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
	slices.SortFunc(all, func(a, b initialisation) int { return cmp.Compare(b.millis, a.millis) })
	return all
}
