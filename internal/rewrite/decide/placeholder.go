package decide

import (
	"errors"
	"fmt"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

const (
	leftAsItIs      = "; the field is left as it is: fill the placeholder in before images are rewritten, or write the name of the image in full"
	hiddenFromGlobs = "a placeholder hides whether include and exclude of the upstream take the image"
	noMove          = "a part of the registry is in a placeholder, or the new registry is a placeholder and cannot be inside another one"
)

// leave decides to keep a reference that would have to change and cannot, unless the
// configuration excludes its object. The image may be pulled from its upstream, so it is an error
// for a check.
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

// malformed decides about a text in an image field that is no reference. It is worth a
// warning only when it may be of an upstream; otherwise it is a placeholder of some tool.
func (r *Rules) malformed(d *Decision, o *object.Object, p *fields.Place, err error) {
	message := fmt.Sprintf("invalid image reference %q: %s; the field is left as it is", r.Hosts.Excerpt(d.Current), ParseReason(err))
	switch {
	case r.Hosts.Contains([]byte(d.Current)):
		r.leave(d, o, p, outcome.Malformed, message)
	case r.Cache.BareNames():
		d.Add(finding.Warning, outcome.Malformed, message)
	}
}

// mayBeToChange reports whether a reference with a placeholder in it names a registry whose
// references change. What is all placeholder may be anything: its value counts where it is
// written.
func (r *Rules) mayBeToChange(ref image.Reference) bool {
	return r.Hosts.Contains([]byte(ref.Name())) || !r.Restore && r.Cache.BareNames() && ref.MayBeShort()
}

// globsHidden reports whether a placeholder in the repository hides whether include and
// exclude of the upstream select it.
func (r *Rules) globsHidden(class image.Classification, ref image.Reference) bool {
	if r.Restore {
		if back, ok := r.Cache.Restore(ref); ok {
			ref = back
		}
	}
	literal := ref.Literal()
	if literal == ref.Repository {
		return false
	}
	_, certain := r.Config.CoversUnder(*class.Upstream, literal)
	return !certain
}

// ParseReason returns why a text is no reference, without the text itself. err is that of
// image.Parse.
func ParseReason(err error) string {
	var bad *image.ParseError
	if errors.As(err, &bad) {
		return bad.Reason
	}
	return "it is none"
}
