package main

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/bench/measure"
)

// mostFloor is the most that this process may have had in memory: below the least
// memory that a goal allows, or the goal could not be seen to be reached.
const mostFloor = 24 << 20

// small checks that the memory of the programs was not hidden by this one's.
func (r *runner) small() error {
	floor, err := measure.Floor()
	if err != nil {
		return err
	}
	if floor > mostFloor {
		return fmt.Errorf("the runner itself had %d MiB in memory, which hides what smaller programs have", floor>>20)
	}
	r.results.floor = floor
	return nil
}
