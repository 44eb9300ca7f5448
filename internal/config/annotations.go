package config

import (
	"maps"
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// ownAnnotations are those that the program writes on generated objects, and what
// to do about each instead.
var ownAnnotations = map[string]string{
	v1alpha1.OwnerAnnotation:              "remove it; it is the name of this configuration",
	"config.kubernetes.io/path":           "remove it; each object has a file of its own",
	"internal.config.kubernetes.io/path":  "remove it; each object has a file of its own",
	"config.kubernetes.io/index":          "remove it; each object has a file of its own",
	"internal.config.kubernetes.io/index": "remove it; each object has a file of its own",
	"services.k8s.aws/region":             "remove it; it is the region of this configuration",
	"services.k8s.aws/deletion-policy":    "write it as infrastructure.ack.deletionPolicy",
	"services.k8s.aws/adoption-policy":    "write it as infrastructure.ack.adoptionPolicy",
	"services.k8s.aws/adoption-fields":    "remove it; infrastructure.ack.adoptionPolicy writes it for each object",
	"crossplane.io/external-name":         "remove it; infrastructure.crossplane.externalNames writes it for each object",
}

// refuseOwn refuses annotations that are the program's to write.
func refuseOwn(at string, annotations map[string]string, p *problems) {
	for _, key := range slices.Sorted(maps.Keys(annotations)) {
		if instead, own := ownAnnotations[key]; own {
			p.add(below(at, key), finding.Finding{Message: "this annotation is written by the program", Hint: instead})
		}
	}
}
