package cluster

import (
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	admission "k8s.io/api/admission/v1"
	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// injected is the image of the sidecar that the webhook adds.
const injected = "ghcr.io/injector/proxy:1"

// testInjectors: an injector's webhook runs after the policy, which the server therefore
// asks once more.
func testInjectors(t *testing.T, c *cluster, ecrcache string) {
	for _, row := range []struct {
		name, webhook, policy string
		stubborn              bool
		want                  string
	}{
		{"asked once", "Never", "IfNeeded", false, registry + "ghcr/injector/proxy:1"},
		{"asked again", "IfNeeded", "IfNeeded", false, registry + "ghcr/injector/proxy:1"},
		{"with a policy that is asked once", "Never", "Never", false, injected},
		{"that puts its image back", "IfNeeded", "IfNeeded", true, injected},
	} {
		t.Run(row.name, func(t *testing.T) {
			all := policiesOf(t, ecrcache, many)
			for _, object := range all {
				if object.GetKind() != "MutatingAdmissionPolicy" {
					continue
				}
				if got, _, _ := unstructured.NestedString(object.Object, "spec", "reinvocationPolicy"); got != "IfNeeded" {
					t.Errorf("the policy is asked %s", got)
				}
				if err := unstructured.SetNestedField(object.Object, row.policy, "spec", "reinvocationPolicy"); err != nil {
					t.Fatal(err)
				}
			}
			c.enforce(t, all)
			c.inject(t, row.webhook, row.stubborn)
			c.warned.take()
			got, err := c.try(t, podOf("web", upstream))
			if err != nil {
				t.Fatal(err)
			}
			if want := []string{moved, row.want}; !slices.Equal(imagesOf(got), want) {
				t.Errorf("got %v, want %v", imagesOf(got), want)
			}
			warned := strings.Join(c.warned.take(), "\n")
			if strings.Contains(warned, injected) != (row.want == injected) {
				t.Errorf("the server warns %q", warned)
			}
		})
	}
}

// inject starts a webhook that adds a sidecar, and waits until the server asks it.
func (c *cluster) inject(t *testing.T, reinvocation string, stubborn bool) {
	t.Helper()
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := answer(w, r, stubborn); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
		}
	}))
	t.Cleanup(server.Close)
	authority := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	webhook := objectsOf(t, fmt.Appendf(nil, `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: injector}
webhooks:
- name: injector.example.com
  admissionReviewVersions: [v1]
  sideEffects: None
  failurePolicy: Fail
  reinvocationPolicy: %s
  clientConfig: {url: %q, caBundle: %s}
  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s}}
  rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
`, reinvocation, server.URL, base64.StdEncoding.EncodeToString(authority), acted))[0]
	if _, err := c.apply(t, webhook, nil); err != nil {
		t.Fatal(err)
	}
	asks := func() bool {
		got, err := c.try(t, podOf("probe", "example.com/app"))
		return err == nil && len(got.Spec.Containers) == 2
	}
	t.Cleanup(func() {
		c.remove(t, webhook)
		c.wait(t, "the webhook is still asked", func() bool { return !asks() })
	})
	c.wait(t, "the webhook is not asked", asks)
}

// answer adds the sidecar where there is none; a stubborn one puts its image back.
func answer(w http.ResponseWriter, r *http.Request, stubborn bool) error {
	var review admission.AdmissionReview
	if err := json.NewDecoder(r.Body).Decode(&review); err != nil {
		return err
	}
	var pod core.Pod
	if err := json.Unmarshal(review.Request.Object.Raw, &pod); err != nil {
		return err
	}
	patch := fmt.Sprintf(`[{"op":"add","path":"/spec/containers/-","value":{"name":"proxy","image":%q}}]`, injected)
	if i := slices.IndexFunc(pod.Spec.Containers, func(c core.Container) bool { return c.Name == "proxy" }); i >= 0 {
		patch = `[]`
		if stubborn {
			patch = fmt.Sprintf(`[{"op":"replace","path":"/spec/containers/%d/image","value":%q}]`, i, injected)
		}
	}
	kind := admission.PatchTypeJSONPatch
	review.Response = &admission.AdmissionResponse{UID: review.Request.UID, Allowed: true, Patch: []byte(patch), PatchType: &kind}
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(review)
}
