package config

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// The syntax of keys and values that the API server takes
// (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set).
const (
	maxLabel     = 63
	maxKeyPrefix = 253
	labelPattern = `^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$`
	keyPrefix    = `^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`
)

const (
	acceptedKey   = "at most 63 letters, digits and . _ - with a letter or digit at both ends, with or without a domain and / before them, such as example.com/team"
	acceptedLabel = "nothing, or at most 63 letters, digits and . _ - with a letter or digit at both ends"
)

// ownAnnotations are those that the program writes on generated objects, and what
// to do about each instead.
var ownAnnotations = map[string]string{
	OwnerAnnotation:                       "remove it; it is the name of this configuration",
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

// checkMetadata refuses labels and annotations that no API server would take, and
// those that are the program's to write. A placeholder's value is not known.
func checkMetadata(at string, labels, annotations map[string]string, p *problems) {
	for _, key := range slices.Sorted(maps.Keys(labels)) {
		here := below(at+".labels", key)
		checkKey(here, key, p)
		if value := labels[key]; value != "" && !strings.Contains(value, "${") && !isLabel(value) {
			p.add(Error{Path: here, Found: excerpt(value), Reason: "Kubernetes refuses it as a label", Accepted: acceptedLabel})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(annotations)) {
		here := below(at+".annotations", key)
		checkKey(here, key, p)
		if instead, own := ownAnnotations[key]; own {
			p.add(Error{Path: here, Reason: "this annotation is written by the program", Hint: instead})
		}
	}
}

func checkKey(at, key string, p *problems) {
	prefix, name, qualified := strings.Cut(key, "/")
	if !qualified {
		prefix, name = "", key
	}
	if !isLabel(name) || qualified && (len(prefix) > maxKeyPrefix || !regexp.MustCompile(keyPrefix).MatchString(prefix)) {
		p.add(Error{Path: at, Reason: "Kubernetes refuses this key", Accepted: acceptedKey})
	}
}

func isLabel(text string) bool {
	return len(text) <= maxLabel && regexp.MustCompile(labelPattern).MatchString(text)
}
