package rewrite

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/chartvalues"
	"github.com/amerintlxperts/ecrcache/internal/fields"
)

// decisions are the last of a run, by what they depend on. The images of a cluster
// repeat: few are new.
type decisions map[question]*decision

// A question is all that a decision depends on, unless the configuration selects
// objects.
type question struct {
	form  fields.Form
	guess bool
	doubt chartvalues.Doubt
	text  string
}

// mostDecisions bounds how many are kept, of less than a kibibyte each.
const mostDecisions = 2048

// decided looks at the reference at a place, if it was not looked at before. Nobody
// changes the decision, but that it is noted.
func (r *run) decided(o *object, p *fields.Place) *decision {
	text := p.Texts().String()
	if r.thorough || r.selectsObjects() {
		d := r.decide(o, p, text)
		return &d
	}
	q := question{p.Row.Form, p.Row.Guess, p.Row.Doubt, text}
	if d := r.decisions[q]; d != nil {
		return d
	}
	q.text = strings.Clone(text) // not a view of the item, which is not kept
	d := r.decide(o, p, q.text)
	if len(r.decisions) == mostDecisions {
		clear(r.decisions)
	}
	r.decisions[q] = &d
	return &d
}
