package decide

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
)

// selects reports whether the configuration selects a reference: by its repository, and by
// the object and container that it is in.
func (r *Rules) selects(o *object.Object, p *fields.Place, class image.Classification, ref image.Reference) bool {
	if r.Restore {
		if back, ok := r.Cache.Restore(ref); ok {
			ref = back
		}
	}
	if !r.Config.Covers(*class.Upstream, ref.Repository) {
		return false
	}
	return r.selectsPlace(o, p)
}

// selectsPlace reports whether the configuration selects the object and container of a field.
func (r *Rules) selectsPlace(o *object.Object, p *fields.Place) bool {
	return r.IgnoreSelectors || r.Config.Selects(v1alpha1.Subject{Kind: o.Resource.Kind, Name: o.Resource.Name, Namespace: o.Resource.Namespace, Container: p.Container()})
}

// SelectsObject reports whether the configuration selects an object.
func (r *Rules) SelectsObject(o *object.Object) bool { return r.selectsPlace(o, &fields.Place{}) }
