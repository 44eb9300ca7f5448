package cluster

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	core "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

// other is an image of a registry that is no upstream.
const other = "registry.example.com/shop/app:v1"

// testSaid holds what people read of images that go past the cache.
func testSaid(t *testing.T, c *cluster, ecrcache string) {
	t.Run("Warn and Audit", func(t *testing.T) { testWarned(t, c, ecrcache) })
	t.Run("Deny", func(t *testing.T) { testDenied(t, c, ecrcache) })
	t.Run("all", func(t *testing.T) { testAll(t, c, ecrcache) })
}

func testWarned(t *testing.T, c *cluster, ecrcache string) {
	c.enforce(t, policiesOf(t, ecrcache, many))
	pod := withLabel(podOf("warned", upstream, other, moved), "cnpg.io/cluster", "db")
	c.warned.take()
	got := c.create(t, pod)
	if image := got.Spec.Containers[0].Image; image != upstream {
		t.Errorf("the image of an operator's Pod is %s", image)
	}
	warned := strings.Join(c.warned.take(), "\n")
	policy := "Validation failed for ValidatingAdmissionPolicy 'ecrcache-tested' with binding 'ecrcache-tested': "
	if !strings.HasPrefix(warned, policy+says+upstream) {
		t.Errorf("the server warns %q", warned)
	}
	for _, word := range []string{"rewrite", ignore} {
		if !strings.Contains(warned, word) {
			t.Errorf("the warning %q does not say what to do: %s", warned, word)
		}
	}
	if strings.Contains(warned, other) || strings.Contains(warned, " "+moved+",") {
		t.Errorf("%q names images that are no upstream's", warned)
	}
	annotations := c.audited(t, "warned")
	if left := annotations["ecrcache-tested/left"]; !strings.Contains(left, upstream) || strings.Contains(left, other) {
		t.Errorf("audited as %q", left)
	}
	if failure := annotations["validation.policy.admission.k8s.io/validation_failure"]; !strings.Contains(failure, upstream) {
		t.Errorf("audited as a failure %q", failure)
	}
	c.create(t, podOf("quiet", upstream, other))
	if warned := c.warned.take(); len(warned) > 0 {
		t.Errorf("the server warns of what it moves: %q", warned)
	}
	if left := c.audited(t, "quiet")["ecrcache-tested/left"]; left != "" {
		t.Errorf("audited as %q, though it was moved", left)
	}
}

// audited are the annotations that the audit log has of the request that made a Pod.
func (c *cluster) audited(t *testing.T, pod string) map[string]string {
	t.Helper()
	log, err := os.Open(c.audit)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	lines := bufio.NewScanner(log)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var event struct {
			Verb        string
			ObjectRef   struct{ Name, Resource string }
			Annotations map[string]string
		}
		if err := json.Unmarshal(lines.Bytes(), &event); err != nil {
			t.Fatal(err)
		}
		if event.Verb == "create" && event.ObjectRef.Resource == "pods" && event.ObjectRef.Name == pod {
			return event.Annotations
		}
	}
	t.Fatalf("the audit log has no Pod %s: %v", pod, lines.Err())
	return nil
}

func testDenied(t *testing.T, c *cluster, ecrcache string) {
	c.enforce(t, policiesOf(t, ecrcache, "  upstreams: [{registry: ghcr.io}]\n  admission: {mutate: false, validate: [Deny]}\n"))
	_, err := c.try(t, podOf("web", upstream, other))
	if !apierrors.IsInvalid(err) || !strings.Contains(err.Error(), "ValidatingAdmissionPolicy 'ecrcache-tested' with binding 'ecrcache-tested' denied request: "+says+upstream) {
		t.Errorf("the server says %v", err)
	}
	in := podOf("web", upstream)
	in.Namespace = spared
	ignored := podOf("web", upstream)
	ignored.Annotations = map[string]string{ignore: "true"}
	for name, pod := range map[string]*core.Pod{
		"of the cache": podOf("web", moved), "of no upstream": podOf("web", other),
		"in a namespace that is ignored": in, "that is ignored": ignored,
	} {
		if _, err := c.try(t, pod); err != nil {
			t.Errorf("a Pod %s is refused: %v", name, err)
		}
	}
}

// testAll: every image that is not of the cache is said, moved or not.
func testAll(t *testing.T, c *cluster, ecrcache string) {
	c.enforce(t, policiesOf(t, ecrcache, "  upstreams: [{registry: ghcr.io}]\n  admission: {validate: [Warn], all: true}\n"))
	c.warned.take()
	if _, err := c.try(t, podOf("web", upstream, other, "nginx")); err != nil {
		t.Fatal(err)
	}
	warned := strings.Join(c.warned.take(), "\n")
	if !strings.Contains(warned, says+other+", nginx") {
		t.Errorf("the server warns %q", warned)
	}
}
