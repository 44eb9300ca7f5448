package planner_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/google/go-cmp/cmp"
)

// TestParameters: every output is a parameter below the path, whose slash at the end
// changes nothing, each under a name of its own.
func TestParameters(t *testing.T) {
	for _, path := range []string{"/eks/dev", "/eks/dev/"} {
		p, problems := try(t, "upstreams: [{registry: ghcr.io, credential: {}}, {registry: quay.io, prefix: mirror/quay}, {registry: public.ecr.aws, prefix: mirror-quay}]\ninfrastructure:\n  parameters: {path: "+path+"}")
		if plan.Failed(problems) {
			t.Fatal(problems)
		}
		got, names := map[string]string{}, map[string]bool{}
		for _, parameter := range p.Parameters {
			got[parameter.Path], names[parameter.Name] = parameter.Output.Value, true
		}
		want := map[string]string{
			"/eks/dev/ecr-registry":                "123456789012.dkr.ecr.ca-central-1.amazonaws.com",
			"/eks/dev/ghcr-prefix":                 "ghcr",
			"/eks/dev/ghcr-credential-secret-name": "ecr-pullthroughcache/ghcr",
			"/eks/dev/mirror-quay-prefix":          "mirror/quay",
			"/eks/dev/mirror-quay-2-prefix":        "mirror-quay",
		}
		if diff := cmp.Diff(want, got); diff != "" || len(names) != len(want) {
			t.Errorf("%s: %v -want +got\n%s", path, names, diff)
		}
	}
}

// TestParameterPath: what Systems Manager refuses
// (https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html):
// names of aws and ssm in any case, more than 15 levels, more than 1011 characters with the ARN.
func TestParameterPath(t *testing.T) {
	for path, refused := range map[string]bool{
		"/eks": false, "/eks/aws": false, "/a.b_c-D/9": false, "/eks/${ENVIRONMENT}": false,
		"/aws": true, "/AWS/x": true, "/ssm/x": true, "/ssmx": true,
		strings.Repeat("/a", 14): false, strings.Repeat("/a", 15): true,
		"/" + strings.Repeat("a", 900): false, "/" + strings.Repeat("a", 960): true,
	} {
		if _, problems := try(t, ghcr+"infrastructure:\n  parameters: {path: '"+path+"'}"); plan.Failed(problems) != refused {
			t.Errorf("%s: %v", path, problems)
		}
	}
}
