package main

import (
	"strconv"
	"time"

	"github.com/amerintlxperts/ecrcache/bench/measure"
)

// badLimit is when a run over bad input is given up.
const badLimit = 2 * time.Minute

// A badInput is what nobody should send.
type badInput struct {
	what string
	form string
	n    int
}

var badInputs = []badInput{
	{"a stream of 1 GB (600,000 resources)", "stream", 600_000},
	{"one block scalar of 100 MB", "scalar", 1_000_000},
	{"one quoted line of 100 MB", "line", 1_000_000},
	{"10 million empty documents", "empty", 10_000_000},
	{"aliases of aliases that stand for a thousand million images", "laughs", 9},
}

type badResult struct {
	badInput
	sample measure.Sample
}

// bad runs the program once over each, from a pipe.
func (r *runner) bad() error {
	for _, b := range badInputs {
		n := max(b.n*r.plan.bad/100, min(b.n, 9))
		r.say("bad input: " + b.what)
		sample, err := measure.Run(measure.Command{
			Name: b.what, Args: rewrite(r.place, 0), AnyExit: true, Limit: badLimit,
			Feed: []string{r.place.bin("generate"), "-form", b.form, "-items", strconv.Itoa(n)},
		})
		if err != nil {
			return err
		}
		r.results.bad = append(r.results.bad, badResult{b, sample})
	}
	return nil
}
