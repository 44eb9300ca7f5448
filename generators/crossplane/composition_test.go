package crossplane_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// indented is a text as the template of a Composition holds it.
func indented(text string) string {
	return "          " + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n          ") + "\n"
}

// TestComposed: the template holds the spec of everything that is generated without a
// Composition, in both scopes, and nothing needs a second step.
func TestComposed(t *testing.T) {
	const more = "nodePolicy: {}\n    registryPolicy: {principals: ['arn:aws:iam::123456789012:role/node']}\n    scanning: {}"
	for _, cluster := range []bool{false, true} {
		plain, _ := generate(t, cluster, "credential: {arn: '"+arn+"', secretName: ecr-pullthroughcache/ghcr}", more)
		composed, problems := generate(t, cluster, made, more+"\n    crossplane: {composition: true}")
		for _, p := range problems {
			if p.Code == plan.SecondStep {
				t.Errorf("cluster %v: %v", cluster, p)
			}
		}
		if len(composed) != 4 || len(plain) < 8 {
			t.Errorf("cluster %v: %d kinds beside %d", cluster, len(composed), len(plain))
		}
		for kind, text := range plain {
			_, spec, _ := strings.Cut(text, "\nspec:\n")
			if kind == "PullThroughCacheRule" {
				spec = strings.Replace(spec, arn, "{{ . }}", 1)
			}
			if !strings.Contains(composed["Composition"], indented(spec)) || composed[kind] != "" {
				t.Errorf("cluster %v: the Composition has no %s with\n%s\n%s", cluster, kind, spec, composed["Composition"])
			}
		}
	}
}

// TestFunctions: where the cluster has the functions, none are generated.
func TestFunctions(t *testing.T) {
	for functions, want := range map[string]bool{"": true, ", functions: Generate": true, ", functions: Omit": false} {
		objects, _ := generate(t, false, made, "crossplane: {composition: true"+functions+"}")
		if got := objects["Function"] != ""; got != want {
			t.Errorf("%s: %v", functions, got)
		}
	}
}
