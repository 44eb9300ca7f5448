package target

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
)

// argocd adds what an Argo CD Application, or an ApplicationSet without placeholders, builds
// from this repository (https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize/).
func (d *discovery) argocd(file string, o object) {
	spec, kind := o.at("spec"), o.text("kind")
	switch kind {
	case "Application":
	case "ApplicationSet":
		spec = spec.at("template", "spec")
	default:
		return
	}
	sources := spec.list("sources")
	if source := spec["source"]; source != nil {
		sources = append([]any{source}, sources...)
	}
	for _, value := range sources {
		source := asObject(value)
		dir, inside := tree.Local(source.text("path"))
		if source.text("path") == "" || !inside || strings.Contains(dir, "{{") || !d.tree.IsDir(dir) {
			continue // of another repository, a chart's, or not known here
		}
		d.argocdSource(Target{Kind: OfArgoCD, Name: kind + " " + o.name(), File: file, Dir: dir}, source)
	}
}

// argocdSource adds a target for a source: a chart, or a directory with what the source adds to it.
func (d *discovery) argocdSource(t Target, source object) {
	if d.tree.IsFile(t.Dir + "/Chart.yaml") {
		if d.charts {
			d.argocdChart(t, source.at("helm"))
		}
		return
	}
	options := source.at("kustomize")
	t.Overlay = &Overlay{
		components: options.texts("components"), patches: fluxPatches(options.list("patches")),
		replaces: true,
	}
	for _, text := range options.texts("images") {
		t.Overlay.images = append(t.Overlay.images, imageOf(text))
	}
	if d.tree.Kustomization(t.Dir) == "" || t.Overlay.IsEmpty() {
		return // plain manifests, or a target of its own
	}
	d.targets = append(d.targets, t)
}

// imageOf reads what kustomize edit set image accepts: NAME[=NEW][:TAG][@DIGEST].
func imageOf(text string) image {
	name, value, renamed := strings.Cut(text, "=")
	if !renamed {
		value = text
	}
	value, digest, _ := strings.Cut(value, "@")
	tag := ""
	if i := strings.LastIndexByte(value, ':'); i > strings.LastIndexByte(value, '/') {
		value, tag = value[:i], value[i+1:]
	}
	if !renamed {
		return image{name: value, newTag: tag, digest: digest}
	}
	return image{name: name, newName: value, newTag: tag, digest: digest}
}
