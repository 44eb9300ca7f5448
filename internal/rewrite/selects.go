package rewrite

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
)

// selects reports whether the configuration wants the reference at a place
// rewritten: by its repository, and by the object and container it stands in.
func (r *Rewriter) selects(o *object, p *fields.Place, verdict image.Verdict, ref image.Reference) bool {
	if r.restore {
		if back, ok := r.cache.Restore(ref); ok {
			ref = back
		}
	}
	if !r.config.Covers(*verdict.Upstream, ref.Repository) {
		return false
	}
	if !r.selectsObjects() {
		return true
	}
	return r.config.Selects(v1alpha1.Subject{Kind: o.at.Kind, Name: o.at.Name, Namespace: o.at.Namespace, Container: p.Container()})
}

// selectsObjects reports whether the configuration wants references of some objects
// alone.
func (r *Rewriter) selectsObjects() bool {
	w := &r.config.Spec.Rewrite
	return !r.anywhere && len(w.Include)+len(w.Exclude) > 0
}
