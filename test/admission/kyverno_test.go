package admission

import (
	"testing"

	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apiserver/pkg/admission"
)

// TestKyverno: the policies for Kyverno do what those of Kubernetes do, also where oldObject
// is an empty object, as Kyverno gives it when a Pod is made.
func TestKyverno(t *testing.T) {
	p := policiesOf(t, "upstreams: [{registry: ghcr.io}, {registry: docker.io}]\nadmission: {engine: Kyverno, validate: [Audit]}\n", nil)
	for _, old := range []*unstructured.Unstructured{nil, {Object: map[string]any{}}} {
		made := func() (*core.Pod, *admission.VersionedAttributes) {
			pod := everywhere("ghcr.io/org/app:v1")
			attributes := attributesOf(pod, nil)
			if old != nil {
				attributes.VersionedOldObject = admission.NewLazyObject(old)
			}
			return pod, attributes
		}
		got, err := p.Mutating.apply(made())
		if err != nil {
			t.Fatalf("with oldObject %v: %v", old, err)
		}
		for _, image := range imagesOf(got) {
			if image != cache+"ghcr/org/app:v1" {
				t.Errorf("with oldObject %v: %s", old, image)
			}
		}
		if messages, _, err := p.Validating.check(made()); err != nil || len(messages) != 1 {
			t.Errorf("with oldObject %v: %q, %v", old, messages, err)
		}
	}
}
