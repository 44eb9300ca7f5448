package cluster

import (
	"fmt"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// parameters is a configuration whose policies read the registry from a ConfigMap.
const parameters = `  upstreams: [{registry: ghcr.io}]
  admission:
    failurePolicy: %s
    parameters: {name: ecr-cache, namespace: flux-system}
`

// elsewhere is the registry that the ConfigMap names: not that of the configuration.
const elsewhere = "999999999999.dkr.ecr.us-east-1.amazonaws.com"

// testFailures lets a policy fail: what it reads is gone, or wrong.
func testFailures(t *testing.T, c *cluster, ecrcache string) {
	for _, failure := range []string{"Ignore", "Fail"} {
		t.Run(failure, func(t *testing.T) {
			c.configMap(t, "ecr_registry_url", elsewhere)
			c.enforce(t, policiesOf(t, ecrcache, fmt.Sprintf(parameters, failure)))
			if got, want := c.imageOf(t, podOf("web", upstream)), elsewhere+"/ghcr/amerintlxperts/app:v1"; got != want {
				t.Errorf("by the ConfigMap: got %s, want %s", got, want)
			}
			c.configMap(t, "another_key", elsewhere)
			c.wait(t, "the policy still has the key", func() bool {
				_, err := c.try(t, podOf("web", upstream))
				return failure == "Fail" && err != nil || failure == "Ignore" && !c.moves(t)
			})
			got, err := c.try(t, podOf("web", upstream))
			switch {
			case failure == "Ignore" && (err != nil || got.Spec.Containers[0].Image != upstream):
				t.Errorf("with an error in CEL the Pod should be as it was: %v", err)
			case failure == "Fail" && (err == nil || !strings.Contains(err.Error(), "ecrcache-tested")):
				t.Errorf("with an error in CEL the Pod should be refused by name: %v, %v", err, imagesOf(got))
			}
			c.remove(t, c.configMap(t, "another_key", elsewhere))
			c.wait(t, "the policy refuses Pods without the ConfigMap", func() bool {
				got, err := c.try(t, podOf("web", upstream))
				return err == nil && got.Spec.Containers[0].Image == upstream
			})
		})
	}
	t.Run("a text that is no CEL", func(t *testing.T) {
		for _, object := range policiesOf(t, ecrcache, many) {
			if object.GetKind() != "MutatingAdmissionPolicy" {
				continue
			}
			replaceVariable(t, object, "moved", "variables.rules.filter(e,")
			if _, err := c.apply(t, object, dryRun); err == nil || !strings.Contains(err.Error(), "compilation failed") {
				t.Errorf("the server says %v", err)
			}
		}
	})
}

// configMap writes the ConfigMap of the parameters.
func (c *cluster) configMap(t *testing.T, key, value string) *unstructured.Unstructured {
	t.Helper()
	object := objectsOf(t, fmt.Appendf(nil, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ecr-cache, namespace: flux-system}\ndata: {%s: %s}\n", key, value))[0]
	if _, err := c.apply(t, object, nil); err != nil {
		t.Fatal(err)
	}
	return object
}
