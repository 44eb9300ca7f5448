package decide

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
)

// spelling returns a restored reference as it was probably written. Only names of Docker Hub
// have several spellings. A name beside the reference shows which one it was. A field that
// takes no short names held the long one. Elsewhere people write the short one, and kustomize
// finds the image by it.
func (r *Rules) spelling(o *object.Object, p *fields.Place, moved image.Reference) image.Reference {
	if p.MayBeShort {
		return moved.Familiar()
	}
	if p.Via != nil {
		return moved // a name without a host is doubtful in a chart's values
	}
	if as, err := image.Parse(nameBeside(p)); err == nil && r.isSameRepository(as, moved) {
		moved.Host, moved.Repository = as.Host, as.Repository
		return moved
	}
	if p.Row.Guess && !r.isFound(o, p) || p.Registry != nil || p.Row.Form == fields.Prefix || p.Row.Form == fields.OCIAddress {
		return moved
	}
	if short := moved.Familiar(); r.Plan == nil || !r.Plan.InFull[short.Name()] {
		return short
	}
	return moved
}

// isFound reports whether a configuration of kustomize names the field as an image field.
func (r *Rules) isFound(o *object.Object, p *fields.Place) bool {
	return r.Plan != nil && o.Text != nil && r.Plan.Fields[PlaceOf(o, p.Path())]
}

// nameBeside returns the name by which kustomize finds the image, where the field has one.
func nameBeside(p *fields.Place) string {
	switch p.Row.Form {
	case fields.KustomizeImage:
		return p.Parent.Text("name")
	case fields.SetImage:
		return strings.TrimSuffix(p.Before, "=")
	}
	return ""
}

// isSameRepository reports whether a name, without tag and digest, is the repository of a
// reference, at the same upstream.
func (r *Rules) isSameRepository(name, ref image.Reference) bool {
	ref.Tag, ref.Digest = "", ""
	a, errA := r.Cache.Rewrite(name)
	b, errB := r.Cache.Rewrite(ref)
	return errA == nil && errB == nil && a == b
}
