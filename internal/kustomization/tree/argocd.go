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

// argoSources reads source and sources of the spec of an Application, which is at the path at.
func (t *Tree) argoSources(d *manifest.Document, spec *yamlbytes.Node, at string) {
	if source := spec.Get("source"); source != nil {
		t.argoSource(d, source, at+".source")
	}
	if sources := spec.Get("sources"); sources != nil {
		for i, source := range sources.Items {
			t.argoSource(d, source, at+".sources["+strconv.Itoa(i)+"]")
		}
	}
}

// argoSource reads one source.
func (t *Tree) argoSource(d *manifest.Document, source *yamlbytes.Node, at string) {
	k := source.Get("kustomize")
	b := &Build{Overlay: OverlaySet, Document: d, At: d.PlaceOf(at), Dir: t.directory(d.File, source.Text("path"))}
	b.Entries = t.readEntries(d, k.Get("images"), at+".kustomize.images")
	b.Patches = t.patchList(nil, d, k.Get("patches"), at+".kustomize.patches")
	for _, r := range references(k, "components") {
		b.Components = append(b.Components, r.Text)
	}
	t.addBuild(b, source.Text("path"))
}
