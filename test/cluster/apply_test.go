package cluster

import (
	"encoding/json"
	"testing"

	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
)

// manager is who applies.
const manager = "ecrcache-test"

// dryRun lets the server do everything but store the object.
var dryRun = []string{metav1.DryRunAll}

// apply applies an object as kubectl apply --server-side --validate=strict does: a field
// that its schema does not have is refused.
func (c *cluster) apply(t *testing.T, object *unstructured.Unstructured, dry []string) (*unstructured.Unstructured, error) {
	t.Helper()
	at, err := c.at(t, object)
	if err != nil {
		return nil, err
	}
	if object.GetName() == "" {
		return at.Create(ctx, object, metav1.CreateOptions{FieldManager: manager, FieldValidation: "Strict", DryRun: dryRun})
	}
	text, err := json.Marshal(object.Object)
	if err != nil {
		return nil, err
	}
	force := true
	return at.Patch(ctx, object.GetName(), types.ApplyPatchType, text, metav1.PatchOptions{
		FieldManager: manager, FieldValidation: "Strict", Force: &force, DryRun: dry,
	})
}

// at is where the server keeps objects of a kind, in the namespace of the object.
func (c *cluster) at(t *testing.T, object *unstructured.Unstructured) (dynamic.ResourceInterface, error) {
	t.Helper()
	id := object.GroupVersionKind()
	mapping, err := c.mapper.RESTMapping(id.GroupKind(), id.Version)
	if err != nil {
		return nil, err
	}
	if mapping.Scope.Name() != meta.RESTScopeNameNamespace {
		return c.dynamic.Resource(mapping.Resource), nil
	}
	namespace := object.GetNamespace()
	if namespace == "" {
		namespace = metav1.NamespaceDefault
	}
	c.namespace(t, namespace, map[string]string{ignore: "true"})
	return c.dynamic.Resource(mapping.Resource).Namespace(namespace), nil
}

// ignore is the label of namespaces that our policies leave alone. All that is not there
// for a policy has it, so that the policies of a case do not act on others.
const ignore = "ecrcache.amerintlxperts.github.io/ignore"

// namespace makes a namespace where there is none. That of a wrong name is not there: what
// is applied there is refused.
func (c *cluster) namespace(t *testing.T, name string, labels map[string]string) {
	t.Helper()
	if c.namespaces[name] {
		return
	}
	c.namespaces[name] = true
	object := &unstructured.Unstructured{}
	object.SetAPIVersion("v1")
	object.SetKind("Namespace")
	object.SetName(name)
	object.SetLabels(labels)
	force := true
	if _, err := c.dynamic.Resource(schema.GroupVersionResource{Version: "v1", Resource: "namespaces"}).Apply(
		ctx, name, object, metav1.ApplyOptions{FieldManager: manager + "-namespaces", Force: force},
	); err != nil && !errors.IsInvalid(err) {
		t.Fatal(err)
	}
}

// remove removes an object at once, and what protects it.
func (c *cluster) remove(t *testing.T, object *unstructured.Unstructured) {
	t.Helper()
	at, err := c.at(t, object)
	if err != nil {
		t.Fatal(err)
	}
	now, background := int64(0), metav1.DeletePropagationBackground
	err = at.Delete(ctx, object.GetName(), metav1.DeleteOptions{GracePeriodSeconds: &now, PropagationPolicy: &background})
	if err != nil && !errors.IsNotFound(err) {
		t.Fatal(err)
	}
	_, err = at.Patch(ctx, object.GetName(), types.MergePatchType, []byte(`{"metadata":{"finalizers":null}}`), metav1.PatchOptions{})
	if err != nil && !errors.IsNotFound(err) {
		t.Fatal(err)
	}
}
