package target

import (
	"io/fs"
	"path"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
)

// flux adds what a Flux Kustomization builds
// (https://fluxcd.io/flux/components/kustomize/kustomizations/).
func (d *discovery) flux(file string, o object) {
	spec := o.at("spec")
	if o.text("kind") != "Kustomization" || spec == nil || !isOfRepository(spec.at("sourceRef"), spec.text("path")) {
		return
	}
	t := Target{Kind: OfFlux, Name: "Flux Kustomization " + o.name(), File: file, Loose: true}
	dir, inside := tree.Local(spec.text("path"))
	if !inside || !d.tree.IsDir(dir) {
		t.Unbuildable = "the path is not in this repository: " + spec.text("path")
		d.targets = append(d.targets, t)
		return
	}
	t.Dir, t.variables = dir, variables(spec)
	t.Overlay = &Overlay{
		images: fluxImages(spec), components: spec.texts("components"),
		patches:               fluxPatches(spec.list("patches")),
		patchesStrategicMerge: spec.list("patchesStrategicMerge"),
		patchesJSON6902:       fluxPatches(spec.list("patchesJson6902")),
		generate:              d.tree.Kustomization(dir) == "",
	}
	if t.Overlay.IsEmpty() && t.variables == nil {
		d.loose[dir] = true // the directory is a target of its own
		return
	}
	d.targets = append(d.targets, t)
}

// isOfRepository reports whether a source can be this repository; dir is the path in it. Flux
// bootstrap names its source flux-system. One with another name counts unless the path is the top,
// which every repository has.
func isOfRepository(source object, dir string) bool {
	if kind := source.text("kind"); kind != "" && kind != "GitRepository" {
		return false
	}
	p, _ := tree.Local(dir)
	return p != "." || source.text("name") == "flux-system"
}

// fluxImages are the entries of spec.images.
func fluxImages(spec object) []image {
	var all []image
	for _, value := range spec.list("images") {
		o := asObject(value)
		all = append(all, image{o.text("name"), o.text("newName"), o.text("newTag"), o.text("digest")})
	}
	return all
}

// fluxPatches turns patches that are written as YAML into text, as Flux does.
func fluxPatches(list []any) []any {
	var all []any
	for _, value := range list {
		o := asObject(value)
		if o == nil {
			continue
		}
		patch := map[string]any{"patch": o["patch"]}
		if _, isText := o["patch"].(string); !isText {
			patch["patch"] = marshal(o["patch"])
		}
		if target := o["target"]; target != nil {
			patch["target"] = target
		}
		all = append(all, patch)
	}
	return all
}

// generated returns the kustomization that Flux makes for a directory without one: every YAML
// file below it, and every directory below it that has its own
// (https://fluxcd.io/flux/components/kustomize/kustomizations/#generating-a-kustomizationyaml-file).
func generated(t *tree.Tree, dir string) (map[string]any, error) {
	var resources []any
	err := filepath.WalkDir(t.Path(dir), func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(t.Path(dir), file)
		if err != nil || rel == "." {
			return err
		}
		rel = filepath.ToSlash(rel)
		ext := path.Ext(rel)
		switch {
		case e.IsDir() && e.Name() == ".git":
			return fs.SkipDir
		case e.IsDir() && t.Kustomization(path.Join(dir, rel)) != "":
			resources = append(resources, "./"+rel)
			return fs.SkipDir
		case !e.IsDir() && (ext == ".yaml" || ext == ".yml"):
			resources = append(resources, "./"+rel)
		}
		return nil
	})
	return map[string]any{"resources": resources}, err
}
