package main

import (
	"io"

	"github.com/amerintlxperts/ecrcache/bench/corpus"
	"github.com/amerintlxperts/ecrcache/bench/measure"
)

// odd measures the worst case: no item is written as tools write YAML.
func (r *runner) odd() error {
	n := r.plan.odd.n
	file := r.place.input("odd.yaml")
	if err := write(file, odd(n, false).WriteList); err != nil {
		return err
	}
	mine := measure.Command{Name: subject, Args: []string{r.place.bin("ecrcache")}, Stdin: file, Env: plain}
	if err := measure.Compare(mine, "results:\n", listItems(odd(n, true))); err != nil {
		return err
	}
	return r.interleave("odd", r.plan.odd.rounds, []measure.Command{
		mine,
		{Name: "yaml.v3 function", Args: []string{r.place.bin("yamlv3")}, Stdin: file, Env: plain},
		{Name: sdk, Args: []string{r.place.bin("sdk")}, Stdin: file, Env: plain},
	})
}

// listItems writes a list as it should come out, up to the results.
func listItems(c corpus.Corpus) func(io.Writer) error { return c.WriteList }
