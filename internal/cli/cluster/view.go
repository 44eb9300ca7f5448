package cluster

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/owners"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
)

// A View is a cluster, with the configuration of the cache that its images should come from.
type View struct {
	Cluster *owners.Cluster
	Config  *v1alpha1.PullThroughCache
}

// IsCopy reports whether a finding is about a field of the cluster that only copies an image, so
// that no node pulls by it: the status of a Pod, what kubectl apply keeps in an annotation, and
// earlier revisions of a workload, such as an old ReplicaSet.
func (v *View) IsCopy(f *finding.Finding) bool {
	return v.isCopy(f.Resource, f.Field.Path)
}

func (v *View) isCopy(at finding.Resource, field string) bool {
	o := v.Cluster.Object(at)
	if o == nil {
		return false
	}
	field = WithoutItem(field)
	return o.Earlier || strings.HasPrefix(field, "status.") || strings.HasPrefix(field, lastApplied)
}

// lastApplied is the annotation in which kubectl apply keeps what was applied.
const lastApplied = `metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"]`

// Images are those images whose fields are not copies (see [View.IsCopy]).
func (v *View) Images(all []inventory.Image) []inventory.Image {
	var rest []inventory.Image
	for i := range all {
		if !v.isCopy(all[i].Resource, all[i].Field) {
			rest = append(rest, all[i])
		}
	}
	return rest
}

// WithoutItem is the path of a field in its object, without the place of the object in a
// list: items[3].spec.containers[0].image is spec.containers[0].image.
func WithoutItem(field string) string {
	if rest, found := strings.CutPrefix(field, "items["); found {
		if _, after, found := strings.Cut(rest, "]."); found {
			return after
		}
	}
	return field
}
