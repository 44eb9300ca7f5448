package tree

import (
	"strconv"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// readArgo reads the sources of Argo CD's Application and ApplicationSet
// (https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize/).
func (t *Tree) readArgo(d *manifest.Document) {
	t.argoSources(d, d.Root.Get("spec"), "spec")
	t.argoSources(d, d.Root.At("spec", "template", "spec"), "spec.template.spec")
}

// argoSources reads sources in the spec of an Application, or source where it has none. at is the
// path of the spec
// (https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/).
func (t *Tree) argoSources(d *manifest.Document, spec *yamlbytes.Node, at string) {
	if sources := spec.Get("sources"); sources != nil && len(sources.Items) > 0 {
		for i, source := range sources.Items {
			t.argoSource(d, source, at+".sources["+strconv.Itoa(i)+"]")
		}
	} else if source := spec.Get("source"); source != nil {
		t.argoSource(d, source, at+".source")
	}
}

// argoSource reads one source. One without a path builds no directory: it is a chart, or other
// sources refer to its files
// (https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/). If it has a field
// kustomize all the same, the object is a patch, and the path is in the object that it patches.
func (t *Tree) argoSource(d *manifest.Document, source *yamlbytes.Node, at string) {
	k, path := source.Get("kustomize"), source.Text("path")
	if source.Get("chart") != nil || path == "" && k == nil {
		return
	}
	dir := ""
	if path != "" {
		dir = t.directory(d.File, path)
	}
	t.addSuffix(k)
	b := &Build{Overlay: OverlaySet, Document: d, At: d.PlaceOf(at), Dir: dir}
	b.Entries = t.readEntries(d, k.Get("images"), at+".kustomize.images")
	b.Patches = t.patchList(d, k.Get("patches"), at+".kustomize.patches", b.Dir, &b.Unread)
	for _, r := range references(k, "components") {
		b.Components = append(b.Components, r.Text)
	}
	t.addBuild(b, path)
}
