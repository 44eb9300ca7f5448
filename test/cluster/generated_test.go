package cluster

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// notForServers are generated kinds that kustomize reads, and no API server.
var notForServers = []schema.GroupVersionKind{
	{Version: "builtin", Kind: "ImageTagTransformer"},
	{Group: "kustomize.config.k8s.io", Version: "v1alpha1", Kind: "Component"},
	{Group: "kustomize.config.k8s.io", Version: "v1beta1", Kind: "Kustomization"},
}

// withoutCRDs are the groups whose CRDs no Go module has (test/crd reads them from checkouts),
// and that of the kind which Crossplane makes of a definition.
var withoutCRDs = []string{
	"cloudwatch.services.k8s.aws", "eventbridge.services.k8s.aws", "sns.services.k8s.aws", "ssm.services.k8s.aws",
	"ghcr.ecrcache.amerintlxperts.github.io",
}

// allGenerated are the generated objects of every golden case and example.
func allGenerated(t *testing.T, ecrcache string) []source {
	t.Helper()
	all := slices.Concat(ofCases(t), ofGenerators(t), ofExamples(t, ecrcache))
	for i := range all {
		all[i].objects = slices.DeleteFunc(all[i].objects, func(object *unstructured.Unstructured) bool {
			return slices.Contains(notForServers, object.GroupVersionKind()) || slices.Contains(withoutCRDs, object.GroupVersionKind().Group)
		})
	}
	return slices.DeleteFunc(all, func(s source) bool { return len(s.objects) == 0 })
}

// testGenerated applies everything that is generated twice: nothing is refused, and the
// second time changes nothing.
func testGenerated(t *testing.T, c *cluster, all []source) {
	count, kinds := 0, map[schema.GroupVersionKind]bool{}
	for _, s := range all {
		t.Run(s.name, func(t *testing.T) {
			c.twice(t, s.objects)
			for _, object := range s.objects {
				c.remove(t, object)
				count, kinds[object.GroupVersionKind()] = count+1, true
			}
		})
	}
	t.Logf("%d objects of %d kinds in %d cases and examples", count, len(kinds), len(all))
}

// twice applies objects twice.
func (c *cluster) twice(t *testing.T, objects []*unstructured.Unstructured) {
	t.Helper()
	first := make([]*unstructured.Unstructured, len(objects))
	for i, object := range objects {
		var err error
		if first[i], err = c.apply(t, object, nil); err != nil {
			t.Errorf("%s is refused: %v", nameOf(object), err)
		}
	}
	for i, object := range objects {
		if first[i] == nil {
			continue
		}
		second, err := c.apply(t, object, nil)
		if err != nil {
			t.Errorf("%s is refused the second time: %v", nameOf(object), err)
			continue
		}
		if group := object.GroupVersionKind().Group; !strings.HasSuffix(group, ".toolkit.fluxcd.io") && group != "apiextensions.crossplane.io" {
			same(t, first[i], second)
			continue
		}
		// The CRDs of Flux and Crossplane have a default for status. The server drops the status of a new
		// object, default and all, so that it comes with the second request.
		third, err := c.apply(t, object, nil)
		if err != nil {
			t.Fatal(err)
		}
		same(t, second, third)
		if !reflect.DeepEqual(withoutStatus(first[i]), withoutStatus(second)) {
			t.Errorf("%s: the second apply changes more than the status:\n%v\n%v", nameOf(object), first[i], second)
		}
	}
}

// same wants two versions of an object to be one.
func same(t *testing.T, one, two *unstructured.Unstructured) {
	t.Helper()
	if one.GetResourceVersion() != two.GetResourceVersion() {
		t.Errorf("%s: the second apply changes it:\n%v\n%v", nameOf(one), one, two)
	}
}

// withoutStatus is an object without its status, and without what the server counts.
func withoutStatus(object *unstructured.Unstructured) map[string]any {
	object = object.DeepCopy()
	unstructured.RemoveNestedField(object.Object, "status")
	object.SetResourceVersion("")
	object.SetGeneration(0)
	object.SetManagedFields(nil)
	return object.Object
}

// nameOf is what tests call an object.
func nameOf(object *unstructured.Unstructured) string {
	return object.GroupVersionKind().GroupKind().String() + " " + strings.TrimPrefix(object.GetNamespace()+"/"+object.GetName(), "/")
}
