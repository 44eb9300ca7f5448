package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
)

// A question asks for one thing that init has to know.
type question struct {
	text string
	// known is set when a flag says it, optional when no answer is one.
	known, optional bool
	// take puts an answer where it belongs, in what is to be written or in what is
	// only to be checked.
	take func(f *configFlags, answer string)
}

// ask asks for what no flag says, each until the answer is one.
func (o *initOptions) ask(c *console.Console, in io.Reader) error {
	lines := bufio.NewScanner(in)
	answers := configFlags{accountID: o.accountID, region: o.region, upstreams: o.upstreams}
	for _, q := range []question{
		{"AWS account of the cache (12 digits): ", o.accountID != "", false, func(f *configFlags, a string) { f.accountID = a }},
		{"AWS Region of the cache, such as ca-central-1: ", o.region != "", false, func(f *configFlags, a string) { f.region = a }},
		{"Registries to cache, with commas between them [" + strings.Join(o.upstreams, ",") + "]: ", o.upstreamsGiven, true, func(f *configFlags, a string) { f.upstreams = words(a) }},
	} {
		if q.known {
			continue
		}
		if err := q.ask(c, lines, &answers); err != nil {
			return err
		}
	}
	o.accountID, o.region, o.upstreams = answers.accountID, answers.region, answers.upstreams
	return nil
}

func (q *question) ask(c *console.Console, lines *bufio.Scanner, answers *configFlags) error {
	for {
		fmt.Fprint(c.Err, q.text)
		if !lines.Scan() {
			return errors.Join(errors.New("no answer; nothing was written"), lines.Err())
		}
		answer := strings.TrimSpace(lines.Text())
		if answer == "" && q.optional {
			return nil
		}
		err := q.refuses(answer)
		if err == nil {
			q.take(answers, answer)
			return nil
		}
		for _, line := range problems(err, true) {
			c.Error(line)
		}
	}
}

// refuses says what is wrong with an answer, all else being right.
func (q *question) refuses(answer string) error {
	alone := configFlags{accountID: "123456789012", region: "us-east-1"}
	q.take(&alone, answer)
	if alone.accountID == "" || alone.region == "" {
		return errors.New("an answer is needed; Ctrl-C ends this")
	}
	return alone.overrule(&v1alpha1.PullThroughCache{APIVersion: v1alpha1.APIVersion, Kind: v1alpha1.Kind})
}

// words are the parts of a list.
func words(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}
