package decide

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// A Decision is what becomes of the reference at one place.
type Decision struct {
	Kind      Kind
	Verdict   image.Verdict
	Original  image.Reference // as it stands; nothing when it is none
	Reference image.Reference // the new one, when it changes
	Upstream  image.Reference // the image in its upstream, when it is or was cached
	Current   string
	Proposed  string
	// path is that of the field, where it is not the place's.
	Path string
	// edits make the proposed text of the current one, the last in the text first.
	edits []image.Edit
	// variable is that of the placeholder whose default holds the reference.
	Variable string
	// doubt says why it is not known of which registry the reference is.
	Doubt string
	// left says that the place is one of Report.Left: it names an upstream and stays.
	Left     bool
	Findings []finding.Finding
	// pullWarnings are what the user should know of the new reference, reported once
	// for all references of a run.
	PullWarnings []finding.Code
}

// IstioAuto in the place of an image asks Istio to put its proxy there
// (https://istio.io/latest/docs/setup/additional-setup/gateway/); Docker Hub has no
// official image of the name.
const IstioAuto = "auto"

type Kind uint8

const (
	Foreign   Kind = iota // not ours to change
	Excluded              // left by the user's own choice
	Cached                // goes through the cache already
	Unchanged             // of an upstream, as it is to be (Restore)
	Changed               // to be rewritten
	NotKnown              // perhaps of an upstream, which is not known
)

func (d *Decision) Add(s finding.Severity, c finding.Code, message string) {
	d.Findings = append(d.Findings, finding.Finding{Severity: s, Code: c, Message: message})
}

// Decide looks at the reference at a place, whose fields hold the text.
func (r *Rules) Decide(o *object.Object, p *fields.Place, text string) Decision {
	if p.Row.Form == fields.Prefix {
		return r.decidePrefix(o, p, text)
	}
	return r.decideText(o, p, text)
}

// placeholderName stands for the name that an operator joins to a prefix, deepName for one
// that has at least two parts.
const (
	PlaceholderName = "/image"
	deepName        = "/organization/image"
)

// decidePrefix looks at the first part of a reference. A path alone does not say of
// which registry it is. A prefix moves when everything that can be joined to it does.
func (r *Rules) decidePrefix(o *object.Object, p *fields.Place, current string) Decision {
	name := PlaceholderName
	if p.Row.Deep {
		name = deepName
	}
	ref, err := image.Parse(current + name)
	if err != nil || ref.Host == "" {
		return Decision{Current: current}
	}
	d := r.decideText(o, p, current+name)
	d.Current = current
	if d.Kind != Changed {
		return d
	}
	prefix := image.Reference{Host: ref.Host, Repository: pathOfPrefix(ref.Repository, name)}
	if !r.Restore && !r.movesWhole(prefix, d.Verdict.Upstream, p.Row.Deep) {
		return Decision{Current: current}
	}
	d.Reference.Repository = pathOfPrefix(d.Reference.Repository, name)
	d.Proposed = strings.TrimSuffix(d.Proposed, name)
	return d
}

// pathOfPrefix is a repository without the name that was joined to it.
func pathOfPrefix(repository, name string) string {
	return strings.TrimPrefix(strings.TrimSuffix("/"+repository, name), "/")
}

// decideText looks at the text of a reference at a place.
func (r *Rules) decideText(o *object.Object, p *fields.Place, text string) Decision {
	d := Decision{Current: text}
	if d.Current == IstioAuto {
		return d
	}
	ref, verdict, err := r.Cache.Locate(d.Current)
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
	d.Original, d.Verdict, d.Variable = ref.Reference, verdict, ref.Variable
	switch {
	case verdict.Kind == r.Target && r.globsHidden(verdict, ref.Reference):
		r.leave(&d, o, p, outcome.Placeholder, hiddenFromGlobs+leftAsItIs)
	case verdict.Kind == r.Target && !r.selects(o, p, verdict, ref.Reference):
		d.Kind = Excluded
	case verdict.Kind == r.Target && r.Restore:
		r.toUpstream(&d, o, p, ref)
	case verdict.Kind == r.Target:
		r.toCache(&d, o, p, ref)
	case verdict.Kind == image.FromUpstream && r.selects(o, p, verdict, ref.Reference):
		d.Kind, d.Upstream = Unchanged, ref.Reference
	case verdict.Kind == image.Cached:
		d.Kind = Cached
		d.Upstream, _ = r.Cache.Restore(ref.Reference)
	case verdict.Kind == image.OtherECR:
		d.Add(finding.Warning, outcome.OtherRegistry, fmt.Sprintf("%s is the ECR registry of another account or Region; the reference is left as it is", ref.Host))
	case verdict.Reason != "" && !p.Row.Guess && r.mayBeWanted(ref.Reference):
		r.leave(&d, o, p, outcome.Placeholder, verdict.Reason+leftAsItIs)
	}
	return d
}

// toCache moves a reference of an upstream to the cache.
func (r *Rules) toCache(d *Decision, o *object.Object, p *fields.Place, ref image.Located) {
	if ref.MayHaveDigest() && r.digests == v1alpha1.DigestsUpstream {
		d.Kind = Excluded
		return
	}
	moved, err := r.Cache.Rewrite(ref.Reference)
	if err != nil {
		d.Add(finding.Error, outcome.RepositoryTooLong, err.Error())
		return
	}
	move, ok := ref.Move(moved)
	if !ok || ref.Variable != "" && p.NamesItself() {
		r.leave(d, o, p, outcome.Placeholder, noMove+leftAsItIs)
		return
	}
	edits := []image.Edit{move}
	if drop, ok := ref.DropDigest(d.Current); ok && r.digests == v1alpha1.DigestsDrop && moved.Tag != "" {
		moved.Digest = ""
		edits = []image.Edit{drop, move}
	}
	upstream := d.Verdict.Upstream
	d.Upstream = ref.Reference
	d.move(moved, edits, outcome.Rewritten, fmt.Sprintf("pulled through the cache rule %q of %s", upstream.Prefix, upstream.Registry))
	d.PullWarnings = PullWarningsOf(p, moved)
}

// toUpstream moves a reference of the cache to its upstream.
func (r *Rules) toUpstream(d *Decision, o *object.Object, p *fields.Place, ref image.Located) {
	moved, ok := r.Cache.Restore(ref.Reference)
	if !ok {
		return
	}
	d.Upstream = moved
	move, ok := ref.Move(r.spelling(o, p, moved))
	if ok {
		moved = r.spelling(o, p, moved)
	} else {
		move, ok = ref.Move(moved) // its host stands in a placeholder of its own
	}
	if !ok {
		r.leave(d, o, p, outcome.Placeholder, noMove+leftAsItIs)
		return
	}
	d.move(moved, []image.Edit{move}, outcome.Restored, fmt.Sprintf("pulled from %s again, without the cache", d.Verdict.Upstream.Registry))
}

// move notes what the reference becomes. The proposed text is the current one
// with the edits made, and so are the bytes that are written.
func (d *Decision) move(moved image.Reference, edits []image.Edit, code finding.Code, message string) {
	d.Kind, d.Reference, d.edits, d.Proposed = Changed, moved, edits, d.Current
	for _, e := range edits {
		d.Proposed = e.Apply(d.Proposed)
	}
	if d.Variable != "" {
		message += fmt.Sprintf("; this is the default of %s, and a value that is set for it is not changed here", d.Variable)
	}
	d.Add(finding.Info, code, message)
}

// selects reports whether the configuration wants the reference at a place
// rewritten: by its repository, and by the object and container it stands in.
func (r *Rules) selects(o *object.Object, p *fields.Place, verdict image.Verdict, ref image.Reference) bool {
	if r.Restore {
		if back, ok := r.Cache.Restore(ref); ok {
			ref = back
		}
	}
	if !r.Config.Covers(*verdict.Upstream, ref.Repository) {
		return false
	}
	return r.selectsPlace(o, p)
}

// Message is what a decision says of its reference.
func (d *Decision) Message() string {
	for _, f := range d.Findings {
		return f.Message
	}
	return ""
}
