package rewrite

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
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
	// path is that of the field, where it is not the place's.
	path string
	// edits make the proposed text of the current one, the last in the text first.
	edits []image.Edit
	// variable is that of the placeholder whose default holds the reference.
	variable string
	// doubt says why it is not known of which registry the reference is.
	doubt string
	// left says that the place is one of Report.Left: it names an upstream and stays.
	left     bool
	findings []finding.Finding
	// pullWarnings are what the user should know of the new reference, reported once
	// for all references of a run.
	pullWarnings []finding.Code
}

// istioAuto in the place of an image asks Istio to put its proxy there
// (https://istio.io/latest/docs/setup/additional-setup/gateway/); Docker Hub has no
// official image of the name.
const istioAuto = "auto"

type outcome uint8

const (
	foreign    outcome = iota // not ours to change
	excluded                  // left by the user's own choice
	cached                    // goes through the cache already
	unchanged                 // of an upstream, as it is to be (Restore)
	changed                   // to be rewritten
	leftBehind                // perhaps of an upstream, which is not known
)

func (d *decision) add(s finding.Severity, c finding.Code, message string) {
	d.findings = append(d.findings, finding.Finding{Severity: s, Code: c, Message: message})
}

// decide looks at the reference at a place, whose fields hold the text.
func (r *rules) decide(o *object, p *fields.Place, text string) decision {
	if p.Row.Form == fields.Prefix {
		return r.decidePrefix(o, p, text)
	}
	return r.decideText(o, p, text)
}

// placeholderName stands for the name that an operator joins to a prefix, deepName for one
// that has at least two parts.
const (
	placeholderName = "/image"
	deepName        = "/organization/image"
)

// decidePrefix looks at the first part of a reference. A path alone does not say of
// which registry it is. A prefix moves when everything that can be joined to it does.
func (r *rules) decidePrefix(o *object, p *fields.Place, current string) decision {
	name := placeholderName
	if p.Row.Deep {
		name = deepName
	}
	ref, err := image.Parse(current + name)
	if err != nil || ref.Host == "" {
		return decision{current: current}
	}
	d := r.decideText(o, p, current+name)
	d.current = current
	if d.kind != changed {
		return d
	}
	prefix := image.Reference{Host: ref.Host, Repository: pathOfPrefix(ref.Repository, name)}
	if !r.restore && !r.movesWhole(prefix, d.verdict.Upstream, p.Row.Deep) {
		return decision{current: current}
	}
	d.reference.Repository = pathOfPrefix(d.reference.Repository, name)
	d.proposed = strings.TrimSuffix(d.proposed, name)
	return d
}

// pathOfPrefix is a repository without the name that was joined to it.
func pathOfPrefix(repository, name string) string {
	return strings.TrimPrefix(strings.TrimSuffix("/"+repository, name), "/")
}

// decideText looks at the text of a reference at a place.
func (r *rules) decideText(o *object, p *fields.Place, text string) decision {
	d := decision{current: text}
	if d.current == istioAuto {
		return d
	}
	ref, verdict, err := r.cache.Locate(d.current)
	if err == nil && r.isDoubtful(o, p, verdict, ref.Reference) {
		r.doubt(&d, o, p, verdict, ref.Reference)
		return d
	}
	if err == nil && needsHost(p) && ref.Host == "" {
		r.unknown(&d, p, verdict, ref.Reference)
		return d
	}
	if err != nil {
		if !r.mend(&d, o, p) && (!needsHost(p) || r.namesImage(p)) {
			r.malformed(&d, o, p, err)
		}
		return d
	}
	if r.isHubPart(p, verdict, ref.Reference) {
		return d // reported with what is left behind
	}
	d.original, d.verdict, d.variable = ref.Reference, verdict, ref.Variable
	switch {
	case verdict.Kind == r.target && r.globsHidden(verdict, ref.Reference):
		r.leave(&d, o, p, Placeholder, hiddenFromGlobs+leftAsItIs)
	case verdict.Kind == r.target && !r.selects(o, p, verdict, ref.Reference):
		d.kind = excluded
	case verdict.Kind == r.target && r.restore:
		r.toUpstream(&d, o, p, ref)
	case verdict.Kind == r.target:
		r.toCache(&d, o, p, ref)
	case verdict.Kind == image.FromUpstream && r.selects(o, p, verdict, ref.Reference):
		d.kind, d.upstream = unchanged, ref.Reference
	case verdict.Kind == image.Cached:
		d.kind = cached
		d.upstream, _ = r.cache.Restore(ref.Reference)
	case verdict.Kind == image.OtherECR:
		d.add(finding.Warning, OtherRegistry, fmt.Sprintf("%s is the ECR registry of another account or Region; the reference is left as it is", ref.Host))
	case verdict.Reason != "" && !p.Row.Guess && r.mayBeWanted(ref.Reference):
		r.leave(&d, o, p, Placeholder, verdict.Reason+leftAsItIs)
	}
	return d
}

// toCache moves a reference of an upstream to the cache.
func (r *rules) toCache(d *decision, o *object, p *fields.Place, ref image.Located) {
	if ref.MayHaveDigest() && r.digests == v1alpha1.DigestsUpstream {
		d.kind = excluded
		return
	}
	moved, err := r.cache.Rewrite(ref.Reference)
	if err != nil {
		d.add(finding.Error, RepositoryTooLong, err.Error())
		return
	}
	move, ok := ref.Move(moved)
	if !ok || ref.Variable != "" && p.NamesItself() {
		r.leave(d, o, p, Placeholder, noMove+leftAsItIs)
		return
	}
	edits := []image.Edit{move}
	if drop, ok := ref.DropDigest(d.current); ok && r.digests == v1alpha1.DigestsDrop && moved.Tag != "" {
		moved.Digest = ""
		edits = []image.Edit{drop, move}
	}
	upstream := d.verdict.Upstream
	d.upstream = ref.Reference
	d.change(moved, edits, Rewritten, fmt.Sprintf("pulled through the cache rule %q of %s", upstream.Prefix, upstream.Registry))
	d.pullWarnings = pullWarningsOf(p, moved)
}

// toUpstream moves a reference of the cache to its upstream.
func (r *rules) toUpstream(d *decision, o *object, p *fields.Place, ref image.Located) {
	moved, ok := r.cache.Restore(ref.Reference)
	if !ok {
		return
	}
	d.upstream = moved
	move, ok := ref.Move(r.spelling(o, p, moved))
	if ok {
		moved = r.spelling(o, p, moved)
	} else {
		move, ok = ref.Move(moved) // its host stands in a placeholder of its own
	}
	if !ok {
		r.leave(d, o, p, Placeholder, noMove+leftAsItIs)
		return
	}
	d.change(moved, []image.Edit{move}, Restored, fmt.Sprintf("pulled from %s again, without the cache", d.verdict.Upstream.Registry))
}

// change notes what the reference becomes. The proposed text is the current one
// with the edits made, and so are the bytes that are written.
func (d *decision) change(moved image.Reference, edits []image.Edit, code finding.Code, message string) {
	d.kind, d.reference, d.edits, d.proposed = changed, moved, edits, d.current
	for _, e := range edits {
		d.proposed = e.Apply(d.proposed)
	}
	if d.variable != "" {
		message += fmt.Sprintf("; this is the default of %s, and a value that is set for it is not changed here", d.variable)
	}
	d.add(finding.Info, code, message)
}

// selects reports whether the configuration wants the reference at a place
// rewritten: by its repository, and by the object and container it stands in.
func (r *rules) selects(o *object, p *fields.Place, verdict image.Verdict, ref image.Reference) bool {
	if r.restore {
		if back, ok := r.cache.Restore(ref); ok {
			ref = back
		}
	}
	if !r.config.Covers(*verdict.Upstream, ref.Repository) {
		return false
	}
	return r.selectsPlace(o, p)
}
