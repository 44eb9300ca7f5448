package plan

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
)

// The types of Seen.Existing, under names that importers can use.
type (
	Existing           = tagpolicy.Existing
	ExistingScan       = tagpolicy.ExistingScan
	ExistingPolicy     = tagpolicy.ExistingPolicy
	ExistingAutomation = tagpolicy.ExistingAutomation
	Named              = tagpolicy.Named
)

// Seen is what the manifests use of the cache's upstreams.
type Seen struct {
	// Images are references to upstreams. Images that went through the cache already are here
	// under their upstream's name.
	Images []image.Reference
	// Artifacts are the charts and manifests that are pulled from upstreams.
	Artifacts []image.Reference
	// Existing is Flux's image automation that the manifests have and this program did not generate.
	Existing Existing
	// Places are the fields that hold the images. Only ecrcache generate --images knows them.
	Places []Place
}

// Pulled returns all references that need a repository in the cache: images and artifacts.
func (s *Seen) Pulled() []image.Reference { return append(slices.Clone(s.Images), s.Artifacts...) }

// A Place is a field of the manifests that holds an image of an upstream.
type Place struct {
	APIVersion, Kind, Namespace, Name string
	Field                             string // such as spec.template.spec.containers[0].image
	Reference                         string // as written; parts of it in several fields are joined
	// Alone says that the field holds the reference, or its repository with the host,
	// and nothing else.
	Alone bool
}

// String names the object, the field, and the image, such as
// Deployment shop/web spec.template.spec.containers[0].image (ghcr.io/org/app:v1).
func (p *Place) String() string {
	name := strings.Trim(p.Namespace+"/"+p.Name, "/")
	return strings.Join(strings.Fields(p.Kind+" "+name+" "+p.Field), " ") + " (" + p.Reference + ")"
}
