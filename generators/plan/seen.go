package plan

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
)

// Seen is what was seen in the manifests.
type Seen struct {
	// Images are references to upstreams, also those of images that were in the cache
	// already.
	Images []image.Reference
	// Artifacts are the charts and manifests that are pulled from upstreams.
	Artifacts []image.Reference
	// Places are where the images stand. Only ecrcache generate --images knows them.
	Places []Place
}

// all are the references that need a repository.
func (s *Seen) all() []image.Reference { return append(slices.Clone(s.Images), s.Artifacts...) }

// A Place is an image of an upstream in the manifests, and where it stands.
type Place struct {
	APIVersion, Kind, Namespace, Name string
	Field                             string // such as spec.template.spec.containers[0].image
	Reference                         string // as it stands, its parts put together
	// Alone says that the field holds the reference, or its repository with the host,
	// and nothing else.
	Alone bool
}

// String names the object, the field, and the image.
func (p *Place) String() string {
	name := strings.Trim(p.Namespace+"/"+p.Name, "/")
	return strings.TrimLeft(strings.Join(strings.Fields(p.Kind+" "+name+" "+p.Field), " "), " ") + " (" + p.Reference + ")"
}
