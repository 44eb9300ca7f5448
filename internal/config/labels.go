package config

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// The most that Kubernetes takes
// (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/).
const (
	maxLabelName   = 63
	maxLabelPrefix = 253

	labelName = `^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$`
	subdomain = `^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`
)

// checkLabels refuses labels that Kubernetes refuses. A placeholder in a value is
// left to what fills it in.
func checkLabels(at string, labels map[string]string, p *problems) {
	checkLabelKeys(at, labels, p)
	for _, key := range slices.Sorted(maps.Keys(labels)) {
		if value := labels[key]; value != "" && !isLabelName(value) && !strings.Contains(value, "${") {
			p.add(below(at, key), finding.Finding{
				Found: finding.Quote(value), Message: "no label's value",
				Accepted: "at most 63 letters, digits, - _ and ., with a letter or digit at both ends",
			})
		}
	}
}

// checkLabelKeys refuses keys of labels and annotations that Kubernetes refuses.
func checkLabelKeys(at string, labels map[string]string, p *problems) {
	for _, key := range slices.Sorted(maps.Keys(labels)) {
		prefix, name, found := strings.Cut(key, "/")
		if !found {
			prefix, name = "", key
		}
		if !isLabelName(name) || found && !isSubdomain(prefix) {
			p.add(below(at, key), finding.Finding{
				Message:  "the key is of no form that Kubernetes takes",
				Accepted: "a name such as team, or one behind a domain, such as example.com/team",
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
