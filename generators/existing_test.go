package generators

import (
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
)

// namesInAWS are the fields by which AWS knows a resource, in whatever case the target
// writes them: the requests that update it name it by them, and cannot change them
// (https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UpdatePullThroughCacheRule.html,
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UpdateRepositoryCreationTemplate.html,
// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html).
var namesInAWS = map[string]string{
	"PullThroughCacheRule":       "ecrRepositoryPrefix",
	"RepositoryCreationTemplate": "prefix",
	"Secret":                     "name",
}

// TestImmutable: for every target that makes these resources, the field that is their name
// in AWS is one that cannot change, by the path at which the object has it.
func TestImmutable(t *testing.T) {
	for _, provider := range []string{v1alpha1.ProviderACK, v1alpha1.ProviderCrossplane, v1alpha1.ProviderCrossplaneCluster} {
		c := &v1alpha1.PullThroughCache{
			Metadata: v1alpha1.Metadata{Name: "cache"},
			Spec: v1alpha1.Spec{
				AccountID: "123456789012", Region: "ca-central-1",
				Upstreams:      []v1alpha1.Upstream{{Registry: "ghcr.io"}, {Registry: "quay.io"}},
				Infrastructure: &v1alpha1.Infrastructure{Provider: provider},
			},
		}
		c.Default()
		p, _ := planner.Plan(c, plan.Seen{})
		objects, _ := Objects(&c.Spec, p)
		found := map[string]bool{}
		for i := range objects {
			o := &objects[i]
			name := namesInAWS[o.Kind]
			if name == "" {
				continue
			}
			found[o.Kind] = true
			if fields := Immutable(o); !slices.ContainsFunc(fields, func(path string) bool {
				return strings.HasSuffix(path, "/"+name) && o.Tree().Text(strings.Split(path, "/")...) != ""
			}) {
				t.Errorf("%s %s %s: the fields that cannot change are %q, among which is not its %s", provider, o.APIVersion, o.Kind, fields, name)
			}
			if IsInFiles(o.Group(), o.Kind) {
				t.Errorf("%s %s is made by the function, and IsInFiles", o.APIVersion, o.Kind)
			}
		}
		if len(found) != len(namesInAWS) {
			t.Errorf("%s: made only %v", provider, found)
		}
	}
}
