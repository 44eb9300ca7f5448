package main

import (
	"fmt"
	"io"
	"strconv"

	"github.com/amerintlxperts/ecrcache/bench/measure"
)

// sizes measures all programs with more and more resources.
func (r *runner) sizes() error {
	for _, s := range r.plan.sizes {
		if err := r.right(s.n); err != nil {
			return err
		}
		for _, reads := range []form{list, stream} {
			length, err := r.place.size(reads, s.n)
			if err != nil {
				return err
			}
			r.results.inputs[bySize(s.n, string(reads))] = length
		}
		var commands []measure.Command
		for _, p := range programs {
			if s.n >= p.least && s.n <= p.most && !r.isMissing(p.needs) {
				commands = append(commands, p.command(r.place, s.n))
			}
		}
		if err := r.interleave(strconv.Itoa(s.n), s.rounds, commands); err != nil {
			return err
		}
	}
	return nil
}

// right holds the output to what the corpus says, before its price is of interest.
func (r *runner) right(n int) error {
	expected := map[string]func(io.Writer) error{
		subject:    listItems(cluster(n, true)),
		subjectRun: cluster(n, true).WriteStream,
	}
	tails := map[string]string{subject: "results:\n"}
	for _, p := range programs {
		if want := expected[p.name]; want != nil {
			if err := measure.Compare(p.command(r.place, n), tails[p.name], want); err != nil {
				return err
			}
		}
	}
	return nil
}

// interleave measures the commands of a group in turn.
func (r *runner) interleave(group string, rounds int, commands []measure.Command) error {
	progress := func(round int) { r.say(fmt.Sprintf("%s: round %d of %d", group, round, rounds)) }
	all, err := measure.Interleave(rounds, progress, commands...)
	if err != nil {
		return err
	}
	r.results.add(group, all)
	return nil
}

func (r *runner) isMissing(tool string) bool { return tool != "" && r.missing[tool] != "" }
