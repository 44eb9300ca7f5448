// Package kustomize turns a plan into transformers that are built into kustomize
// (https://kubectl.docs.kubernetes.io/references/kustomize/builtins/), which move
// images to the cache where no function runs.
//
// Package generators uses it. A program that has a plan may call its Generator alone: the
// objects have no owner then, and the files no header.
package kustomize

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
)

// directory is the transformers' directory below the one that everything is generated into.
// kustomize reads files only at and below a kustomization, but directories from anywhere, so that
// every kustomization of a repository can list this one.
const directory = "transformers"

// imagesFile holds the transformers. The kustomization beside it lists the file.
const imagesFile = "images.yaml"

// about is for the reader of the kustomization. Transformers run after everything
// else that the kustomization does, so they find the names, tags and digests that it
// set; in a base, or in a Component, they would run before the images of the
// kustomizations that list those.
const about = `# List this directory under transformers: of the kustomization that is built, not of a
# base and not of a Component. Transformers run last: tags that images: sets stay.
`

// Generator generates for kustomize, as spec.kustomize of a configuration asks. Rewrite
// is spec.rewrite: what it asks for and transformers do not do is a warning.
type Generator struct {
	Spec    *v1alpha1.Kustomize
	Rewrite *v1alpha1.Rewrite
}

// Generate writes the transformers, one for every name that an image's repository is
// written by. Transformers without an image, which kustomize refuses as empty, are an
// error.
func (g Generator) Generate(p *plan.Plan) (object.Output, []plan.Problem) {
	specs, problems := CoverWith(p.Seen.Places, g.Spec.FieldSpecs)
	seen := g.images(p)
	images := p.Cache.Renamings(seen)
	if len(images) == 0 {
		return object.Output{}, append(problems, plan.Problem{
			Code: NoImages, Severity: plan.Error, Field: plan.Field{Path: section + ".transformers"},
			Message: "no image of an upstream was seen, so there would be no transformer, which kustomize refuses as empty; name the manifests (--images), or list repositories in spec.kustomize.images",
		})
	}
	list := kustomization(p)
	all := append([]object.Object{list}, transformers(p, images, specs)...)
	texts := make([]string, len(all))
	for i := range all {
		text, err := all[i].YAML()
		if err != nil { // texts always encode
			problems = append(problems, plan.Problem{Code: plan.Unavailable, Severity: plan.Error, Message: err.Error()})
		}
		texts[i] = text
	}
	problems = append(problems, ignored(g.Rewrite)...)
	problems = append(problems, firstPulls(seen)...)
	return object.Output{Files: []object.File{
		{Name: directory + "/kustomization.yaml", Text: about + texts[0]},
		{Name: directory + "/" + imagesFile, Text: strings.Join(texts[1:], "---\n")},
	}}, problems
}

// IsInFiles reports whether objects of a kind are in the files that Generate makes.
func IsInFiles(group, kind string) bool {
	return group == "kustomize.config.k8s.io" || kind == transformerKind
}

// transformerKind has the apiVersion builtin, which is no group.
const transformerKind = "ImageTagTransformer"

// kustomization lists the file of transformers.
func kustomization(p *plan.Plan) object.Object {
	return object.Object{
		APIVersion: "kustomize.config.k8s.io/v1beta1", Kind: "Kustomization",
		Metadata: metadata(p, p.Owner),
		Body:     object.Map{{Key: "resources", Value: object.List{imagesFile}}},
	}
}

// transformers returns one for every name. kustomize does for each what it does for an
// entry of images: it looks at all containers, and at the fields of the field specs.
func transformers(p *plan.Plan, images []image.Renaming, fieldSpecs []FieldSpec) []object.Object {
	var specs object.List
	for _, s := range fieldSpecs {
		specs = append(specs, object.Map{{Key: "group", Value: s.Group}, {Key: "kind", Value: s.Kind}, {Key: "path", Value: s.Path}})
	}
	var all []object.Object
	for _, i := range images {
		all = append(all, object.Object{
			APIVersion: "builtin", Kind: transformerKind,
			Metadata: metadata(p, i.Plain()),
			Body: object.Map{
				{Key: "imageTag", Value: object.Map{{Key: "name", Value: i.Name}, {Key: "newName", Value: i.NewName}}},
				{Key: "fieldSpecs", Value: specs},
			},
		})
	}
	return all
}

// metadata has the owner annotation, by which the rewriting knows that the images in a transformer
// are not in use, and local-config, by which kpt and kustomize do not apply it to the cluster.
func metadata(p *plan.Plan, name string) object.Metadata {
	return object.Metadata{Name: name, Annotations: object.Map{
		{Key: v1alpha1.OwnerAnnotation, Value: p.Owner},
		{Key: "config.kubernetes.io/local-config", Value: "true"},
	}}
}
