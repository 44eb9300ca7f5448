package decide

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// IstioAuto in an image field asks Istio to put its proxy there
// (https://istio.io/latest/docs/setup/additional-setup/gateway/). Docker Hub has no official
// image of that name.
const IstioAuto = "auto"

// Decide returns what becomes of the text of an image field of an object.
func (r *Rules) Decide(o *object.Object, p *fields.Place, text string) Decision {
	if p.Row.Form == fields.Prefix {
		return r.decidePrefix(o, p, text)
	}
	return r.decideText(o, p, text)
}

// decideText decides about a whole reference.
func (r *Rules) decideText(o *object.Object, p *fields.Place, text string) Decision {
	d := Decision{Current: text}
	if d.Current == IstioAuto {
		return d
	}
	ref, class, err := r.Cache.Locate(d.Current)
	if err == nil && r.isDoubtful(o, p, class, ref.Reference) {
		r.doubt(&d, o, p, class, ref.Reference)
		return d
	}
	if err == nil && needsHost(p) && ref.Host == "" {
		r.unknown(&d, p, class, ref.Reference)
		return d
	}
	if err != nil {
		if !r.mend(&d, o, p) && (!needsHost(p) || r.namesImage(p)) {
			r.malformed(&d, o, p, err)
		}
		return d
	}
	if r.isHubPart(p, class, ref.Reference) {
		return d // the pass of leftovers reports it
	}
	d.Original, d.Classification, d.Variable = ref.Reference, class, ref.Variable
	switch {
	case class.Status == r.Target && r.globsHidden(class, ref.Reference):
		r.leave(&d, o, p, outcome.Placeholder, hiddenFromGlobs+leftAsItIs)
	case class.Status == r.Target && !r.selects(o, p, class, ref.Reference):
		d.Kind = Excluded
	case class.Status == r.Target && r.Restore:
		r.toUpstream(&d, o, p, ref)
	case class.Status == r.Target:
		r.toCache(&d, o, p, ref)
	case class.Status == image.FromUpstream && r.selects(o, p, class, ref.Reference):
		d.Kind, d.Upstream = Unchanged, ref.Reference
	case class.Status == image.Cached:
		d.Kind = Cached
		d.Upstream, _ = r.Cache.Restore(ref.Reference)
	case class.Status == image.OtherECR:
		d.Add(finding.Warning, outcome.OtherRegistry, fmt.Sprintf("%s is the ECR registry of another account or Region; the reference is left as it is", ref.Host))
	case class.Reason != "" && !p.Row.Guess && r.mayBeToChange(ref.Reference):
		r.leave(&d, o, p, outcome.Placeholder, class.Reason+leftAsItIs)
	}
	return d
}

// toCache changes a reference of an upstream to the one in the cache.
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
	upstream := d.Classification.Upstream
	d.Upstream = ref.Reference
	d.move(moved, edits, outcome.Rewritten, fmt.Sprintf("pulled through the cache rule %q of %s", upstream.Prefix, upstream.Registry))
	d.PullWarnings = PullWarningsOf(p, moved)
}

// toUpstream changes a reference of the cache to the one at its upstream.
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
		move, ok = ref.Move(moved) // its host is a placeholder of its own
	}
	if !ok {
		r.leave(d, o, p, outcome.Placeholder, noMove+leftAsItIs)
		return
	}
	d.move(moved, []image.Edit{move}, outcome.Restored, fmt.Sprintf("pulled from %s again, without the cache", d.Classification.Upstream.Registry))
}
