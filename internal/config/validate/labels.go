package validate

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// The longest names that Kubernetes accepts
// (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/).
const (
	maxLabelName   = 63
	maxLabelPrefix = 253

	labelName = `^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$`
	subdomain = `^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`
)

// checkLabels refuses labels that Kubernetes refuses. A value with a placeholder is
// accepted: what it becomes is not known.
func checkLabels(at string, labels map[string]string, p *problems.Collector) {
	checkLabelKeys(at, labels, p)
	for _, key := range slices.Sorted(maps.Keys(labels)) {
		if value := labels[key]; value != "" && !isLabelName(value) && !strings.Contains(value, "${") {
			p.Add(problems.Key(at, key), finding.Finding{
				Found: finding.Quote(value), Message: "not a valid label value",
				Accepted: "at most 63 letters, digits, - _ and ., with a letter or digit at both ends",
			})
		}
	}
}

// checkLabelKeys refuses keys of labels and annotations that Kubernetes refuses.
func checkLabelKeys(at string, labels map[string]string, p *problems.Collector) {
	for _, key := range slices.Sorted(maps.Keys(labels)) {
		prefix, name, found := strings.Cut(key, "/")
		if !found {
			prefix, name = "", key
		}
		if !isLabelName(name) || found && !isSubdomain(prefix) {
			p.Add(problems.Key(at, key), finding.Finding{
				Message:  "not a valid key of a label or annotation",
				Accepted: "a name such as team, or one after a domain, such as example.com/team",
			})
		}
	}
}

func isLabelName(text string) bool {
	return len(text) <= maxLabelName && regexp.MustCompile(labelName).MatchString(text)
}

func isSubdomain(text string) bool {
	return len(text) <= maxLabelPrefix && regexp.MustCompile(subdomain).MatchString(text)
}

// ownAnnotations are the annotations that the program itself writes on generated objects.
// The values say what to do instead of giving them.
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

// refuseOwnAnnotations refuses annotations that the program itself writes.
func refuseOwnAnnotations(at string, annotations map[string]string, p *problems.Collector) {
	for _, key := range slices.Sorted(maps.Keys(annotations)) {
		if instead, own := ownAnnotations[key]; own {
			p.Add(problems.Key(at, key), finding.Finding{Message: "this annotation is written by the program", Hint: instead})
		}
	}
}
