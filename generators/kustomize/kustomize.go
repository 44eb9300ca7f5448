// Package kustomize turns a plan into transformers that are built into kustomize
// (https://kubectl.docs.kubernetes.io/references/kustomize/builtins/), which move
// images to the cache where no function runs.
package kustomize

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// A File is one file, named from the directory that all are written to.
type File struct{ Name, Text string }

// Directory is the transformers' directory below that one. kustomize reads files only
// at and below a kustomization, but directories from anywhere, so that every
// kustomization of a repository can list this one.
const Directory = "transformers"

// imagesFile holds the transformers. The kustomization beside it lists the file.
const imagesFile = "images.yaml"

// header tells a reader of a file whose it is, and what it is for.
func header(p *plan.Plan, what string) string {
	return "# Written by ecrcache generate from the configuration " + p.Owner + ". Change that, not this file.\n" + what
}

// about is for the reader of the kustomization. Transformers run after everything
// else that the kustomization does, so they find the names, tags and digests that it
// set; in a base, or in a Component, they would run before the images of the
// kustomizations that list those.
const about = `# List this directory under transformers: of the kustomization that is built, not of a
# base and not of a Component. Transformers run last: tags that images: sets stay.
`

// Generate writes the transformers of a plan; nothing when it has none. Transformers
// without an image, which kustomize refuses as empty, are an error.
func Generate(p *plan.Plan) ([]File, []plan.Problem) {
	if p.Transformers == nil {
		return nil, nil
	}
	if len(p.Transformers.Images) == 0 {
		return nil, []plan.Problem{{
			Code: plan.NoImages, Severity: plan.Error, Path: "spec.kustomize.transformers",
			Message: "no image of an upstream was seen, so there would be no transformer, which kustomize refuses as empty; name the manifests (--images), or list repositories in spec.kustomize.images",
		}}
	}
	list := kustomization(p)
	all := append([]object.Object{list}, transformers(p)...)
	texts := make([]string, len(all))
	for i := range all {
		text, err := all[i].YAML()
		if err != nil { // texts always encode
			return nil, []plan.Problem{{Code: plan.Unavailable, Severity: plan.Error, Message: err.Error()}}
		}
		texts[i] = text
	}
	return []File{
		{Directory + "/kustomization.yaml", header(p, about) + texts[0]},
		{Directory + "/" + imagesFile, header(p, "") + strings.Join(texts[1:], "---\n")},
	}, p.Transformers.Ignored
}

// kustomization lists the file of transformers.
func kustomization(p *plan.Plan) object.Object {
	return object.Object{
		APIVersion: "kustomize.config.k8s.io/v1beta1", Kind: "Kustomization",
		Metadata: metadata(p, p.Owner),
		Body:     object.Map{{Key: "resources", Value: object.List{imagesFile}}},
	}
}

// transformers are one for every name. kustomize does for each what it does for an
// entry of images: it looks at all containers, and at the fields of the field specs.
func transformers(p *plan.Plan) []object.Object {
	var specs object.List
	for _, s := range p.Transformers.FieldSpecs {
		specs = append(specs, object.Map{{Key: "group", Value: s.Group}, {Key: "kind", Value: s.Kind}, {Key: "path", Value: s.Path}})
	}
	var all []object.Object
	for _, i := range p.Transformers.Images {
		all = append(all, object.Object{
			APIVersion: "builtin", Kind: "ImageTagTransformer",
			Metadata: metadata(p, i.Plain()),
			Body: object.Map{
				{Key: "imageTag", Value: object.Map{{Key: "name", Value: i.Name}, {Key: "newName", Value: i.NewName}}},
				{Key: "fieldSpecs", Value: specs},
			},
		})
	}
	return all
}

// metadata has the owner, which keeps the rewriting from taking what a transformer
// names for images in use. kpt and kustomize apply nothing that is local.
func metadata(p *plan.Plan, name string) object.Metadata {
	return object.Metadata{Name: name, Annotations: object.Map{
		{Key: v1alpha1.OwnerAnnotation, Value: p.Owner},
		{Key: "config.kubernetes.io/local-config", Value: "true"},
	}}
}
