package main

import (
	"fmt"
	"strconv"
	"time"

	"github.com/amerintlxperts/ecrcache/bench/measure"
	"github.com/amerintlxperts/ecrcache/bench/page"
)

// badLimit is when a run over bad input is given up.
const badLimit = 2 * time.Minute

// A badInput is what nobody should send: so many resources, lines of 100 bytes,
// documents or levels.
type badInput struct {
	what string // of %s
	form string
	n    int
}

var badInputs = []badInput{
	{"a stream of %s resources, 1.68 kB each", "stream", 600_000},
	{"one block scalar of %s lines, 100 bytes each", "scalar", 1_000_000},
	{"one quoted line of %s times 100 bytes", "line", 1_000_000},
	{"%s empty documents", "empty", 10_000_000},
	{"a billion laughs: %s levels of ten aliases each, images at the bottom", "laughs", 9},
}

type badResult struct {
	what   string
	sample measure.Sample
}

// bad runs the program once over each, from a pipe.
func (r *runner) bad() error {
	for _, b := range badInputs {
		n := max(b.n*r.plan.bad/100, min(b.n, 9))
		what := fmt.Sprintf(b.what, page.Count(n))
		r.say("bad input: " + what)
		sample, err := measure.Run(measure.Command{
			Name: what, Args: rewrite(r.place, 0), AnyExit: true, Limit: badLimit,
			Feed: []string{r.place.bin("generate"), "-form", b.form, "-items", strconv.Itoa(n)},
		})
		if err != nil {
			return err
		}
		r.results.bad = append(r.results.bad, badResult{what, sample})
	}
	return nil
}
