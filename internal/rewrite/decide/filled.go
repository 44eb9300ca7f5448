package decide

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Fills reports whether the configuration wants entries of images added to an object of Flux, which
// a restore takes out again.
func (r *Rules) Fills(o *object.Object) bool {
	k := r.Config.Spec.Kustomize
	if k == nil || o.Root.Get("spec") == nil {
		return false
	}
	isKustomization := o.Kind.Group == object.FluxKustomizeGroup && o.Kind.Kind == "Kustomization"
	isRelease := o.Kind.Group == object.FluxHelmGroup && o.Kind.Kind == "HelmRelease"
	if !(k.FluxKustomizations && isKustomization) && !(k.HelmReleases && isRelease) {
		return false
	}
	return r.Config.Selects(v1alpha1.Subject{Kind: o.Resource.Kind, Name: o.Resource.Name, Namespace: o.Resource.Namespace})
}

// IsFilled reports whether an entry of images is like those that are added there: an image's name,
// its name in the cache, and nothing else, not even a comment.
func (r *Rules) IsFilled(it *yamlbytes.Item, entry *yamlbytes.Node) bool {
	ref, err := image.Parse(image.Renaming{Name: entry.Text("name")}.Plain())
	if err != nil || len(entry.Pairs) != 2 || entry.Anchor != "" || it.HasComment(entry) {
		return false
	}
	for _, p := range entry.Pairs {
		if p.Merged || p.Value.Anchor != "" {
			return false
		}
	}
	moved, err := r.Cache.Rewrite(ref)
	return err == nil && moved.Name() == entry.Text("newName")
}
