// Package kustomize turns a plan into a kustomize Component
// (https://kubectl.docs.kubernetes.io/guides/config_management/components/), which
// moves images to the cache where no function runs.
package kustomize

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// A File is one file, named from the directory that all are written to.
type File struct{ Name, Text string }

// Directory is the Component's directory below that one.
const Directory = "component"

// header tells a reader of a file whose it is, and what it is for.
func header(p *plan.Plan, what string) string {
	return "# Written by ecrcache generate from the configuration " + p.Owner + ". Change that, not this file.\n" + what
}

const (
	aboutComponent = "# A kustomization that lists this directory under components: pulls these images\n# through the cache.\n"
	aboutSpecs     = "# The fields besides containers in which the manifests name images.\n"
)

// Generate writes the Component of a plan; nothing when it has none. A Component
// without an image, which kustomize refuses as empty, is an error.
func Generate(p *plan.Plan) ([]File, []plan.Problem) {
	if p.Component == nil {
		return nil, nil
	}
	if len(p.Component.Images) == 0 {
		return nil, []plan.Problem{{
			Code: plan.NoImages, Severity: plan.Error, Path: "spec.kustomize.component",
			Message: "no image of an upstream was seen, so the Component would be empty, which kustomize refuses; name the manifests (--images), or list repositories in spec.kustomize.images",
		}}
	}
	o := component(p)
	text, err := o.YAML()
	if err != nil { // texts always encode
		return nil, []plan.Problem{{Code: plan.Unavailable, Severity: plan.Error, Message: err.Error()}}
	}
	files := []File{{Directory + "/kustomization.yaml", header(p, aboutComponent) + text}}
	if len(p.Component.FieldSpecs) > 0 {
		files = append(files, File{Directory + "/" + specsFile, header(p, aboutSpecs) + fieldSpecs(p.Component.FieldSpecs)})
	}
	return files, p.Component.Ignored
}

// specsFile is the file that tells kustomize where else images stand
// (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configurations/).
const specsFile = "fieldspecs.yaml"

// fieldSpecs writes that file. It is no object, and so has no kind.
func fieldSpecs(specs []plan.FieldSpec) string {
	var b strings.Builder
	b.WriteString("images:\n")
	for _, s := range specs {
		lead := "- "
		for _, field := range [...]struct{ key, value string }{{"group", s.Group}, {"kind", s.Kind}, {"path", s.Path}} {
			if field.value != "" {
				b.WriteString(lead + field.key + ": " + field.value + "\n")
				lead = "  "
			}
		}
	}
	return b.String()
}

// component is the Component as an object. Its owner keeps the rewriting from
// taking its entries for images in use; kpt and kustomize apply nothing that is
// local.
func component(p *plan.Plan) object.Object {
	var images object.List
	for _, i := range p.Component.Images {
		images = append(images, object.Map{{Key: "name", Value: i.Name}, {Key: "newName", Value: i.NewName}})
	}
	var configurations object.List
	if len(p.Component.FieldSpecs) > 0 {
		configurations = object.List{specsFile}
	}
	return object.Object{
		APIVersion: "kustomize.config.k8s.io/v1alpha1", Kind: "Component",
		Metadata: object.Metadata{Name: p.Owner, Annotations: object.Map{
			{Key: v1alpha1.OwnerAnnotation, Value: p.Owner},
			{Key: "config.kubernetes.io/local-config", Value: "true"},
		}},
		Body: object.Map{{Key: "configurations", Value: configurations}, {Key: "images", Value: images}},
	}
}
