package rewrite

import (
	"encoding/json"
	"fmt"
	"strings"
)

// marker returns what a setter comment of Flux names, namespace:policy with
// :name, :tag or :digest behind it, or nothing
// (https://fluxcd.io/flux/guides/image-update/#configure-image-update-for-custom-resources).
func marker(comment string) string {
	text := strings.TrimSpace(strings.TrimLeft(comment, "#"))
	if !strings.HasPrefix(text, "{") {
		return ""
	}
	var setter struct {
		Policy string `json:"$imagepolicy"`
	}
	if json.Unmarshal([]byte(text), &setter) != nil {
		return ""
	}
	return setter.Policy
}

// warnOfMarker reports a setter comment by which Flux will write the upstream's
// name, or the tag alone, over the new reference.
func (r *run) warnOfMarker(s *site) {
	policy := marker(s.item.Comment(s.place.Name))
	if policy == "" || r.restore {
		return
	}
	writes := "the upstream's reference"
	switch parts := strings.Split(policy, ":"); {
	case strings.HasSuffix(policy, ":name"):
		writes = "the upstream's name"
	case len(parts) == 3 && s.place.Tag == nil:
		writes = "the " + parts[2] + " alone"
	case len(parts) == 3:
		return
	}
	r.report.add(s.object, Finding{
		Severity: Warning, Code: FluxMarker, Field: Field{Path: s.path(), Current: policy},
		Message: fmt.Sprintf("the setter comment of the image policy %s makes Flux write %s here at its next update, which undoes the rewriting; "+
			"keep the upstream's reference in Git and run this function when manifests are rendered, or set the image by kustomize's images with newName and a :tag marker at newTag", policy, writes),
	})
}
