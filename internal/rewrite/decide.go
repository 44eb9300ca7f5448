package rewrite

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/chartvalues"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/fields"
)

// A decision is what becomes of the reference at one place.
type decision struct {
	kind      outcome
	verdict   image.Verdict
	original  image.Reference // as it stands; nothing when it is none
	reference image.Reference // the new one, when it changes
	upstream  image.Reference // the image in its upstream, when it is or was cached
	current   string
	proposed  string
	findings  []Finding
	// surprises are what the user should know of the new reference, told once for
	// all references of a run.
	surprises []Code
	// left says that the reference may be an upstream's, and is left behind.
	left bool
	// noted says that what a run collects from such decisions is collected.
	noted bool
}

// istioAuto in the place of an image asks Istio to put its proxy there
// (https://istio.io/latest/docs/setup/additional-setup/gateway/); Docker Hub has no
// official image of the name.
const istioAuto = "auto"

type outcome uint8

const (
	foreign  outcome = iota // not ours to change
	excluded                // left by the user's own choice
	cached                  // goes through the cache already
	kept                    // of an upstream, as it is to be (Restore)
	changed                 // to be rewritten
)

func (d *decision) add(s Severity, c Code, message string) {
	d.findings = append(d.findings, Finding{Severity: s, Code: c, Message: message})
}

// decide looks at the reference at a place, whose fields hold the text.
func (r *Rewriter) decide(o *object, p *fields.Place, text string) decision {
	if p.Row.Form == fields.Prefix {
		return r.decidePrefix(o, p, text)
	}
	return r.decideText(o, p, text)
}

// joined stands for the name that an operator joins to a prefix.
const joined = "/image"

// decidePrefix looks at the first part of a reference. A path alone does not say of
// which registry it is.
func (r *Rewriter) decidePrefix(o *object, p *fields.Place, current string) decision {
	ref, err := image.Parse(current + joined)
	if err != nil || ref.Host == "" {
		return decision{current: current}
	}
	d := r.decideText(o, p, current+joined)
	d.current = current
	if d.kind != changed {
		return d
	}
	prefix := image.Reference{Host: ref.Host, Repository: strings.TrimSuffix("/"+ref.Repository, joined)}
	prefix.Repository = strings.TrimPrefix(prefix.Repository, "/")
	if !r.restore && !r.movesWhole(prefix, d.verdict.Upstream) {
		return decision{current: current}
	}
	d.reference.Repository = strings.TrimPrefix(strings.TrimSuffix("/"+d.reference.Repository, joined), "/")
	d.proposed = strings.TrimSuffix(d.proposed, joined)
	return d
}

// movesWhole reports whether all that can be joined to a prefix goes through the cache,
// and under one prefix of it.
func (r *Rewriter) movesWhole(prefix image.Reference, upstream *image.Upstream) bool {
	_, ok := r.cache.RewritePrefix(prefix)
	return ok && r.config.CoversAll(*upstream)
}

// decideText looks at the text of a reference at a place.
func (r *Rewriter) decideText(o *object, p *fields.Place, text string) decision {
	d := decision{current: text}
	if d.current == istioAuto {
		return d
	}
	ref, err := image.Parse(d.current)
	if p.Row.Doubt != "" && err == nil && r.isDoubtful(o, p, ref) {
		return r.doubt(p, ref, d)
	}
	if (p.Row.Guess || p.Row.Doubt == chartvalues.ShortName) && (err != nil || ref.Host == "") {
		return d
	}
	if err != nil {
		// Text that names none of our registries is another's placeholder.
		if !r.cache.BareNames() && !r.sought.in(d.current) {
			return d
		}
		d.add(Warning, Malformed, fmt.Sprintf("%v; the field is left as it is", err))
		return d
	}
	verdict := r.cache.Classify(ref)
	d.original, d.verdict = ref, verdict
	switch {
	case verdict.Kind == r.wanted && !r.selects(o, p, verdict, ref):
		d.kind = excluded
	case verdict.Kind == r.wanted && r.restore:
		r.back(&d, ref, verdict)
	case verdict.Kind == r.wanted:
		r.forth(&d, p, ref, verdict)
	case verdict.Kind == image.FromUpstream && r.selects(o, p, verdict, ref):
		d.kind, d.upstream = kept, ref
	case verdict.Kind == image.Cached:
		d.kind = cached
		d.upstream, _ = r.cache.Restore(ref)
	case verdict.Kind == image.OtherECR:
		d.add(Warning, OtherRegistry, fmt.Sprintf("%s is the ECR registry of another account or Region; the reference is left as it is", ref.Host))
	}
	return d
}

// doubt leaves a text of which it is not known what it becomes. A registry beside it is
// told of as what is left behind.
func (r *Rewriter) doubt(p *fields.Place, ref image.Reference, d decision) decision {
	d.original, d.verdict = ref, r.cache.Classify(ref)
	if p.Row.Doubt == chartvalues.ShortName {
		d.left = true
		d.findings = append(d.findings, Finding{Severity: Warning, Code: LeftBehind, Reason: shortName.name, Message: shortName.message})
	}
	return d
}

// forth moves a reference of an upstream to the cache.
func (r *Rewriter) forth(d *decision, p *fields.Place, ref image.Reference, verdict image.Verdict) {
	if ref.Digest != "" && r.digests == config.DigestsUpstream {
		d.kind = excluded
		return
	}
	moved, err := r.cache.Rewrite(ref)
	if err != nil {
		d.add(Error, RepositoryTooLong, err.Error())
		return
	}
	if r.digests == config.DigestsDrop && moved.Tag != "" {
		moved.Digest = ""
	}
	d.upstream = ref
	d.change(moved, Rewritten, fmt.Sprintf("pulled through the cache rule %q of %s", verdict.Upstream.Prefix, verdict.Upstream.Registry))
	for _, problem := range image.CheckRepository(moved.Repository) {
		d.add(Warning, RepositoryName, problem.String())
	}
	d.surprises = surprises(p, moved)
}

// back moves a reference of the cache to its upstream.
func (r *Rewriter) back(d *decision, ref image.Reference, verdict image.Verdict) {
	if moved, ok := r.cache.Restore(ref); ok {
		d.upstream = moved
		d.change(moved, Restored, fmt.Sprintf("pulled from %s again, without the cache", verdict.Upstream.Registry))
	}
}

func (d *decision) change(moved image.Reference, code Code, message string) {
	d.kind, d.reference, d.proposed = changed, moved, moved.String()
	d.add(Info, code, message)
}

// isDoubtful reports whether it is not known what the text in a chart's values becomes:
// a name without a registry, or one of one word that is joined to Docker Hub.
func (r *Rewriter) isDoubtful(o *object, p *fields.Place, ref image.Reference) bool {
	verdict := r.cache.Classify(ref)
	if r.restore || verdict.Kind != image.FromUpstream || !r.selects(o, p, verdict, ref) {
		return false
	}
	if p.Row.Doubt == chartvalues.OneWord {
		moved, err := r.cache.Rewrite(ref)
		return err == nil && !strings.Contains(ref.Repository, "/") && strings.HasSuffix(moved.Repository, "library/"+ref.Repository)
	}
	return ref.Host == ""
}
