package decide

import (
	"errors"
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// ParseReason says why a text is no reference, without the text.
func ParseReason(err error) string {
	var bad *image.ParseError
	if errors.As(err, &bad) {
		return bad.Reason
	}
	return "it is none"
}

const (
	leftAsItIs      = "; the field is left as it is: fill the placeholder in before images are rewritten, or write the name of the image in full"
	hiddenFromGlobs = "a placeholder hides whether include and exclude of the upstream take the image"
	noMove          = "the registry stands partly in a placeholder, or the one to be written is itself one and cannot stand in another"
)

// leave reports a reference that stays though it may be one to change. A check
// fails for it: the image may be pulled from its upstream.
func (r *Rules) leave(d *Decision, o *object.Object, p *fields.Place, code finding.Code, message string) {
	if !r.selectsPlace(o, p) {
		d.Kind = Excluded
		return
	}
	severity := finding.Warning
	if r.Check {
		severity = finding.Error
	}
	d.Left = true
	d.Add(severity, code, message)
}

// malformed reports text in an image field that is no reference. Text that names
// none of our registries is another's placeholder.
func (r *Rules) malformed(d *Decision, o *object.Object, p *fields.Place, err error) {
	message := fmt.Sprintf("invalid image reference %q: %s; the field is left as it is", r.Hosts.Excerpt(d.Current), ParseReason(err))
	switch {
	case r.Hosts.Contains([]byte(d.Current)):
		r.leave(d, o, p, outcome.Malformed, message)
	case r.Cache.BareNames():
		d.Add(finding.Warning, outcome.Malformed, message)
	}
}

// mayBeWanted reports whether a reference of which a placeholder hides a part names
// a registry whose references change. What is all placeholder may be anything: its
// value is looked at where it is written.
func (r *Rules) mayBeWanted(ref image.Reference) bool {
	return r.Hosts.Contains([]byte(ref.Name())) || !r.Restore && r.Cache.BareNames() && ref.MayBeShort()
}

// globsHidden reports whether a placeholder hides whether the configuration wants
// the image of an upstream rewritten.
func (r *Rules) globsHidden(verdict image.Verdict, ref image.Reference) bool {
	if r.Restore {
		if back, ok := r.Cache.Restore(ref); ok {
			ref = back
		}
	}
	literal := ref.Literal()
	if literal == ref.Repository {
		return false
	}
	_, certain := r.Config.CoversUnder(*verdict.Upstream, literal)
	return !certain
}

// selectsPlace reports whether the configuration wants the object and container of a
// place rewritten.
func (r *Rules) selectsPlace(o *object.Object, p *fields.Place) bool {
	return r.IgnoreSelectors || r.Config.Selects(v1alpha1.Subject{Kind: o.Resource.Kind, Name: o.Resource.Name, Namespace: o.Resource.Namespace, Container: p.Container()})
}

// SelectsObject is selectsPlace for what is no container's image.
func (r *Rules) SelectsObject(o *object.Object) bool { return r.selectsPlace(o, &fields.Place{}) }
