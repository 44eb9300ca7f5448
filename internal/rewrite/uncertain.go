package rewrite

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// Placeholder: a placeholder hides what a reference is, so that it stays.
const Placeholder finding.Code = "placeholder"

const (
	leftAsItIs      = "; the field is left as it is: fill the placeholder in before images are rewritten, or write the name of the image in full"
	hiddenFromGlobs = "a placeholder hides whether include and exclude of the upstream take the image"
	noMove          = "the registry stands partly in a placeholder, or the one to be written is itself one and cannot stand in another"
)

// leave reports a reference that stays though it may be one to change. A check
// fails for it: the image may be pulled from its upstream.
func (r *rules) leave(d *decision, o *object, p *fields.Place, code finding.Code, message string) {
	if !r.selectsPlace(o, p) {
		d.kind = excluded
		return
	}
	severity := finding.Warning
	if r.check {
		severity = finding.Error
	}
	d.left = true
	d.add(severity, code, message)
}

// malformed reports text in an image field that is no reference. Text that names
// none of our registries is another's placeholder.
func (r *rules) malformed(d *decision, o *object, p *fields.Place, err error) {
	message := fmt.Sprintf("invalid image reference %q: %s; the field is left as it is", r.hosts.excerpt(d.current), parseReason(err))
	switch {
	case r.hosts.in([]byte(d.current)):
		r.leave(d, o, p, Malformed, message)
	case r.cache.BareNames():
		d.add(finding.Warning, Malformed, message)
	}
}

// mayBeWanted reports whether a reference of which a placeholder hides a part names
// a registry whose references change. What is all placeholder may be anything: its
// value is looked at where it is written.
func (r *rules) mayBeWanted(ref image.Reference) bool {
	return r.hosts.in([]byte(ref.Name())) || !r.restore && r.cache.BareNames() && ref.MayBeShort()
}

// globsHidden reports whether a placeholder hides whether the configuration wants
// the image of an upstream rewritten.
func (r *rules) globsHidden(verdict image.Verdict, ref image.Reference) bool {
	if r.restore {
		if back, ok := r.cache.Restore(ref); ok {
			ref = back
		}
	}
	literal := ref.Literal()
	if literal == ref.Repository {
		return false
	}
	_, certain := r.config.CoversUnder(*verdict.Upstream, literal)
	return !certain
}

// selectsPlace reports whether the configuration wants the object and container of a
// place rewritten.
func (r *rules) selectsPlace(o *object, p *fields.Place) bool {
	return r.ignoreSelectors || r.config.Selects(v1alpha1.Subject{Kind: o.at.Kind, Name: o.at.Name, Namespace: o.at.Namespace, Container: p.Container()})
}

// selectsObject is selectsPlace for what is no container's image.
func (r *rules) selectsObject(o *object) bool { return r.selectsPlace(o, &fields.Place{}) }
