package rewrite

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/fields"
	"github.com/amerintlxperts/ecrcache/image"
)

// A decision is what becomes of the reference at one place.
type decision struct {
	kind      outcome
	reference image.Reference // the new one, when it changes
	current   string
	proposed  string
	findings  []Finding
}

type outcome uint8

const (
	foreign  outcome = iota // not ours to change
	excluded                // left by the user's own choice
	cached                  // goes through the cache already
	changed                 // to be rewritten
)

// decide looks at the reference at a place.
func (r *Rewriter) decide(p *fields.Place) decision {
	d := decision{current: p.Texts().String()}
	ref, err := image.Parse(d.current)
	if p.Row.Guess && (err != nil || ref.Host == "") {
		return d
	}
	if err != nil {
		d.add(Warning, Malformed, fmt.Sprintf("%v; the field is left as it is", err))
		return d
	}
	verdict := r.cache.Classify(ref)
	switch verdict.Kind {
	case image.FromUpstream:
		r.rewrite(&d, ref, verdict)
	case image.Cached:
		d.kind = cached
	case image.OtherECR:
		d.add(Warning, OtherRegistry, fmt.Sprintf("%s is the ECR registry of another account or Region; the reference is left as it is", ref.Host))
	}
	return d
}

func (d *decision) add(s Severity, c Code, message string) {
	d.findings = append(d.findings, Finding{Severity: s, Code: c, Message: message})
}

// rewrite moves a reference of an upstream to the cache.
func (r *Rewriter) rewrite(d *decision, ref image.Reference, verdict image.Verdict) {
	if ok, _ := r.config.Covers(*verdict.Upstream, ref.Repository); !ok {
		d.kind = excluded
		return
	}
	moved, err := r.cache.Rewrite(ref)
	if err != nil {
		d.add(Error, RepositoryTooLong, err.Error())
		return
	}
	d.kind, d.reference, d.proposed = changed, moved, moved.String()
	d.add(Info, Rewritten, fmt.Sprintf("pulled through the cache rule %q of %s", verdict.Upstream.Prefix, verdict.Upstream.Registry))
	for _, problem := range image.CheckRepository(moved.Repository) {
		d.add(Warning, RepositoryName, problem.String())
	}
}
