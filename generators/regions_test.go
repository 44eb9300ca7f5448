package generators_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/internal/config"
)

// everything asks for all that is generated of a cache, with holes for its name, Region,
// project and provider.
const everything = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: NAME}
spec:
  accountID: "123456789012"
  region: REGION
  project: PROJECT
  upstreams:
  - registry: ghcr.io
  - registry: quay.io
  - registry: 210987654321.dkr.ecr.eu-west-1.amazonaws.com
    prefix: base
  infrastructure:
    provider: PROVIDER
    namespace: ecr-cache
    upstreamRole: {}
    nodePolicy: {}
    registryPolicy: {principals: ["arn:aws:iam::123456789012:role/eks-node"]}
    scanning: {}
    outputs: {name: NAME}
    pushSecret: {secretStoreRef: {name: aws}}
    parameters: {path: /eks/dev}
    monitoring: {}
    network:
      vpcID: vpc-0123456789abcdef0
      subnetIDs: [subnet-0123456789abcdef0]
      securityGroupIDs: [sg-0123456789abcdef0]
      routeTableIDs: [rtb-0123456789abcdef0]
`

// objectsOf are the objects of a Region's configuration, by what makes two one in a cluster.
func objectsOf(t *testing.T, provider, region, project, more string) map[string]string {
	t.Helper()
	text := strings.NewReplacer("NAME", "cache-"+region, "REGION", region, "PROJECT", project, "PROVIDER", provider).Replace(everything) + more
	c, err := config.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	p, _ := planner.Plan(c, plan.Seen{})
	objects, problems := generators.Objects(&c.Spec, p)
	for _, problem := range problems {
		if problem.Severity == "error" {
			t.Fatal(problem)
		}
	}
	all := map[string]string{}
	for i := range objects {
		o := &objects[i]
		group, _, _ := strings.Cut(o.APIVersion, "/")
		text, err := o.YAML()
		if err != nil {
			t.Fatal(err)
		}
		all[strings.Join([]string{group, o.Kind, o.Metadata.Namespace, o.Metadata.Name}, " ")] = text
	}
	return all
}

// TestRegionsInOneNamespace: two Regions, each with a project of its own, have no object of
// one name, but for the functions of a Composition, which a cluster has once. What an
// account has once for all Regions has names of their own without that.
func TestRegionsInOneNamespace(t *testing.T) {
	for _, provider := range []string{"ACK", "Crossplane", "CrossplaneCluster"} {
		for _, more := range []string{"", "    crossplane: {composition: true}\n"} {
			if provider == "ACK" && more != "" {
				continue
			}
			here, there := objectsOf(t, provider, "ca-central-1", "shop-cac1", more), objectsOf(t, provider, "us-east-1", "shop-use1", more)
			for id := range here {
				if there[id] != "" && !strings.HasPrefix(id, "pkg.crossplane.io Function") {
					t.Errorf("%s: both Regions have %s", provider, id)
				}
			}
			shared := objectsOf(t, provider, "us-east-1", "shop-cac1", more)
			for id, text := range here {
				if strings.HasPrefix(id, "iam.") && shared[id] != "" {
					t.Errorf("%s: an account has this once, and both Regions make it: %s\n%s", provider, id, text)
				}
			}
			if len(here) < 5 {
				t.Errorf("%s: only %d objects", provider, len(here))
			}
		}
	}
}
