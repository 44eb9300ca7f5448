package cluster

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	core "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// testOldPods: a Pod that was there before the policy keeps its images, which run already,
// and can be labelled, debugged and deleted.
func testOldPods(t *testing.T, c *cluster, ecrcache string) {
	c.old(t, "old")
	all := policiesOf(t, ecrcache, many)
	c.enforce(t, all)
	want := slices.Repeat([]string{upstream}, 5)
	got, err := c.patch(t, "old", `{"metadata":{"labels":{"seen":"yes"}}}`)
	if err != nil || !slices.Equal(imagesOf(got), want) {
		t.Errorf("labelled: %v, %v", imagesOf(got), err)
	}
	if warned := c.warned.take(); len(warned) > 0 {
		t.Errorf("labelled: the server warns of images that were there: %q", warned)
	}
	got, err = c.debug(t, "old", "again", upstream)
	if err != nil {
		t.Fatal(err)
	}
	debuggers := map[string]string{}
	for i := range got.Spec.EphemeralContainers {
		debuggers[got.Spec.EphemeralContainers[i].Name] = got.Spec.EphemeralContainers[i].Image
	}
	if !maps.Equal(debuggers, map[string]string{"first": upstream, "again": moved}) {
		t.Errorf("debugged again: %v, %v", imagesOf(got), err)
	}
	c.deleted(t, "old")
}

// old makes a Pod with an upstream image in every list, and with a finalizer.
func (c *cluster) old(t *testing.T, name string) *core.Pod {
	t.Helper()
	pod := withEverywhere(podOf(name, upstream), upstream)
	pod.Finalizers = []string{"example.com/wait"}
	c.create(t, pod)
	got, err := c.debug(t, name, "first", upstream)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// deleted deletes a Pod, takes its finalizer away, and wants it to be gone.
func (c *cluster) deleted(t *testing.T, name string) {
	t.Helper()
	now := int64(0)
	if err := c.pods(acted).Delete(ctx, name, metav1.DeleteOptions{GracePeriodSeconds: &now}); err != nil {
		t.Errorf("deleted: %v", err)
	}
	if _, err := c.patch(t, name, `{"metadata":{"finalizers":null}}`); err != nil {
		t.Errorf("its finalizer stays: %v", err)
	}
	if _, err := c.pods(acted).Get(ctx, name, metav1.GetOptions{}); !apierrors.IsNotFound(err) {
		t.Errorf("it is not gone: %v", err)
	}
}

// testGuard takes from the policy what it knows of old Pods: then a label swaps an image
// that runs, and a Pod with an image volume cannot be changed. So the tests above would
// see it.
func testGuard(t *testing.T, c *cluster, ecrcache string) {
	c.create(t, podOf("plain", upstream))
	c.old(t, "stuck")
	all := policiesOf(t, ecrcache, many)
	for _, object := range all {
		if object.GetKind() == "MutatingAdmissionPolicy" {
			replaceVariable(t, object, "old", "{}")
		}
	}
	c.enforce(t, all)
	got, err := c.patch(t, "plain", `{"metadata":{"labels":{"seen":"yes"}}}`)
	if err != nil || got.Spec.Containers[0].Image != moved {
		t.Errorf("without the guard a label should swap the image: %v, %v", imagesOf(got), err)
	}
	if _, err := c.patch(t, "stuck", `{"metadata":{"finalizers":null}}`); !apierrors.IsInvalid(err) {
		t.Errorf("without the guard a finalizer should stay: %v", err)
	}
}

// replaceVariable gives a variable of a policy another expression.
func replaceVariable(t *testing.T, policy *unstructured.Unstructured, name, expression string) {
	t.Helper()
	text, err := json.Marshal(policy.Object["spec"])
	if err != nil {
		t.Fatal(err)
	}
	var spec map[string]any
	if err := json.Unmarshal(text, &spec); err != nil {
		t.Fatal(err)
	}
	for _, variable := range spec["variables"].([]any) {
		if v := variable.(map[string]any); v["name"] == name {
			v["expression"] = expression
			policy.Object["spec"] = spec
			return
		}
	}
	t.Fatalf("%s has no variable %s: %s", nameOf(policy), name, strings.TrimSpace(string(text)))
}
