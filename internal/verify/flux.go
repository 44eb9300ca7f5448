package verify

import (
	"io/fs"
	"path"
	"path/filepath"
)

// flux adds what a Flux Kustomization builds.
func (d *discovery) flux(file string, o object) {
	spec := o.at("spec")
	if o.text("kind") != "Kustomization" || spec == nil || !isOfRepository(spec.at("sourceRef"), spec.text("path")) {
		return
	}
	t := target{kind: OfFlux, name: "Flux Kustomization " + o.name(), file: file, loose: true}
	dir, inside := local(spec.text("path"))
	if !inside || !d.tree.isDir(dir) {
		t.unbuildable = "the path is not in this repository: " + spec.text("path")
		d.targets = append(d.targets, t)
		return
	}
	t.dir, t.variables = dir, variables(spec)
	t.overlay = &overlay{
		images: fluxImages(spec), components: spec.texts("components"),
		patches:               fluxPatches(spec.list("patches")),
		patchesStrategicMerge: spec.list("patchesStrategicMerge"),
		patchesJSON6902:       fluxPatches(spec.list("patchesJson6902")),
		generate:              d.tree.kustomization(dir) == "",
	}
	if t.overlay.isEmpty() && t.variables == nil {
		d.loose[dir] = true // the directory is a target of its own
		return
	}
	d.targets = append(d.targets, t)
}

// isOfRepository reports whether a source can be this repository. Flux bootstrap calls
// it flux-system; another name is taken for it where the path is more than the top.
func isOfRepository(source object, dir string) bool {
	if kind := source.text("kind"); kind != "" && kind != "GitRepository" {
		return false
	}
	p, _ := local(dir)
	return p != "." || source.text("name") == "flux-system"
}

// fluxImages are spec.images.
func fluxImages(spec object) []image {
	var all []image
	for _, value := range spec.list("images") {
		o := asObject(value)
		all = append(all, image{o.text("name"), o.text("newName"), o.text("newTag"), o.text("digest")})
	}
	return all
}

// fluxPatches turns patches that stand there as YAML into text, as Flux does.
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

// generated is the kustomization that Flux makes for a directory without one: every
// YAML file below it, and every directory below it that has its own.
func (t *tree) generated(dir string) (map[string]any, error) {
	var resources []any
	err := filepath.WalkDir(t.path(dir), func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(t.path(dir), file)
		if err != nil || rel == "." {
			return err
		}
		rel = filepath.ToSlash(rel)
		ext := path.Ext(rel)
		switch {
		case e.IsDir() && e.Name() == ".git":
			return fs.SkipDir
		case e.IsDir() && t.kustomization(path.Join(dir, rel)) != "":
			resources = append(resources, "./"+rel)
			return fs.SkipDir
		case !e.IsDir() && (ext == ".yaml" || ext == ".yml"):
			resources = append(resources, "./"+rel)
		}
		return nil
	})
	return map[string]any{"resources": resources}, err
}
