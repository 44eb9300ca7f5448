package cluster

import (
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// testControls breaks what is generated: a test that refuses nothing shows nothing.
func testControls(t *testing.T, c *cluster, generated []source) {
	met := map[schema.GroupVersionKind]bool{}
	for _, s := range generated {
		for _, object := range s.objects {
			if id := object.GroupVersionKind(); !met[id] {
				met[id] = true
				t.Run(id.GroupKind().String(), func(t *testing.T) {
					c.refusesInvented(t, object)
					c.seesChange(t, object)
				})
			}
		}
	}
}

// refusesInvented wants a field that nobody knows to be refused by its name.
func (c *cluster) refusesInvented(t *testing.T, object *unstructured.Unstructured) {
	t.Helper()
	at := []string{"invented"}
	for _, above := range [][]string{{"spec", "forProvider"}, {"spec"}} {
		if _, found, _ := unstructured.NestedMap(object.Object, above...); found {
			at = append(above, "invented")
			break
		}
	}
	broken := object.DeepCopy()
	if err := unstructured.SetNestedField(broken.Object, "x", at...); err != nil {
		t.Fatal(err)
	}
	want := strings.Join(at, ".") + ": field not declared in schema"
	if _, err := c.apply(t, broken, dryRun); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want an error with %q", err, want)
	}
}

// seesChange wants another label to be another version of the object.
func (c *cluster) seesChange(t *testing.T, object *unstructured.Unstructured) {
	t.Helper()
	first, err := c.apply(t, object, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.remove(t, object)
	other := object.DeepCopy()
	other.SetLabels(map[string]string{"changed": "true"})
	second, err := c.apply(t, other, nil)
	if err != nil || first.GetResourceVersion() == second.GetResourceVersion() {
		t.Errorf("a changed object has the version %s as before: %v", first.GetResourceVersion(), err)
	}
}
