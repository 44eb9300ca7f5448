package tree

import (
	"slices"
	"strconv"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// readFlux reads Flux's Kustomization
// (https://fluxcd.io/flux/components/kustomize/kustomizations/).
func (t *Tree) readFlux(d *manifest.Document) {
	spec := d.Root.Get("spec")
	t.addSuffix(spec)
	b := &Build{Overlay: OverlayMerged, Document: d, At: d.PlaceOf("spec"), Dir: t.directory(d.File, spec.Text("path"))}
	b.Entries = t.readEntries(d, spec.Get("images"), "spec.images")
	for _, key := range []string{"patches", "patchesJson6902"} {
		b.Patches = append(b.Patches, t.patchList(d, spec.Get(key), "spec."+key, "", nil)...)
	}
	b.Patches = append(b.Patches, objectsIn(d, spec.Get("patchesStrategicMerge"), "spec.patchesStrategicMerge")...)
	for _, r := range references(spec, "components") {
		b.Components = append(b.Components, r.Text)
	}
	t.addBuild(b, spec.Text("path"))
}

// readRelease reads the post-renderers of a HelmRelease, which change the output of a chart.
func (t *Tree) readRelease(d *manifest.Document) {
	spec := d.Root.Get("spec")
	list := spec.Get("postRenderers")
	if list == nil || t.Rules.Governed(d.File) == ByOther {
		return
	}
	u := t.unreadAt(d, spec, "spec.chart", "the chart")
	u.Values, u.Given = manifest.Texts(spec.Get("values")), t.Rules.Given(d.File)
	if chart := spec.At("chart", "spec"); chart.At("sourceRef").Text("kind") == "GitRepository" {
		u.readBelow(t, t.directory(d.File, chart.Text("chart")), map[string]bool{})
	}
	u.AnyName = fromConfigMaps(spec)
	for i, renderer := range list.Items {
		k := renderer.Get("kustomize")
		at := "spec.postRenderers[" + strconv.Itoa(i) + "].kustomize"
		b := &Build{Document: d, At: d.PlaceOf(at), Unread: []Unread{u}}
		b.Entries = t.readEntries(d, k.Get("images"), at+".images")
		for _, key := range []string{"patches", "patchesJson6902"} {
			b.Patches = append(b.Patches, t.patchList(d, k.Get(key), at+"."+key, "", nil)...)
		}
		b.Patches = append(b.Patches, objectsIn(d, k.Get("patchesStrategicMerge"), at+".patchesStrategicMerge")...)
		t.Builds = append(t.Builds, b)
	}
}

// fromConfigMaps reports whether values of a chart come from ConfigMaps, which may be in files
// that are rewritten.
func fromConfigMaps(spec *yamlbytes.Node) bool {
	from := spec.Get("valuesFrom")
	return from != nil && slices.ContainsFunc(from.Items, func(n *yamlbytes.Node) bool { return n.Text("kind") == "ConfigMap" })
}
