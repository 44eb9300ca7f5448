package cluster

import (
	"testing"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
)

// resource is where the server keeps the objects of a kind in the namespace in which
// policies act.
func (c *cluster) resource(t *testing.T, apiVersion, kind string) dynamic.ResourceInterface {
	t.Helper()
	id := schema.FromAPIVersionAndKind(apiVersion, kind)
	mapping, err := c.mapper.RESTMapping(id.GroupKind(), id.Version)
	if err != nil {
		t.Fatal(err)
	}
	return c.dynamic.Resource(mapping.Resource).Namespace(acted)
}

// testOperators: an operator that deletes a Pod whose image is not the one it asked for makes
// it once with the policy as it is by default, and again and again with controllers: All. The
// second shows that the first would be seen.
func testOperators(t *testing.T, c *cluster, ecrcache string) {
	for _, row := range []struct {
		name, settings string
		loops          bool
	}{
		{"by default", "", false},
		{"all controllers", "controllers: All", true},
	} {
		t.Run(row.name, func(t *testing.T) {
			c.enforce(t, policiesOf(t, ecrcache, "  admission: {"+row.settings+"}\n"))
			if made := c.reconcile(t, 3*time.Second); (made > 2) != row.loops {
				t.Errorf("the Pod was made %d times in 3 s", made)
			}
		})
	}
}

// reconcile does what such an operator does, and returns how often it made the Pod.
func (c *cluster) reconcile(t *testing.T, during time.Duration) (made int) {
	t.Helper()
	now := int64(0)
	pods := c.pods(acted)
	defer func() { _ = pods.Delete(ctx, "database", metav1.DeleteOptions{GracePeriodSeconds: &now}) }()
	for deadline := time.Now().Add(during); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		pod, err := pods.Get(ctx, "database", metav1.GetOptions{})
		switch {
		case apierrors.IsNotFound(err):
			made++
			_, err = pods.Create(ctx, ownedBy(podOf("database", upstream), "example.com/v1", "Database", "database"), metav1.CreateOptions{})
		case err == nil && pod.Spec.Containers[0].Image != upstream:
			err = pods.Delete(ctx, "database", metav1.DeleteOptions{GracePeriodSeconds: &now})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return made
}
