package cluster

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

const (
	// acted is a namespace in which policies act.
	acted = "admission-acts"
	// spared is one whose label leaves it alone.
	spared = "admission-spared"
	// registry is the cache's, as in every configuration of the tests.
	registry = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/"
	// upstream is an image that every policy of the tests moves, and moved is what it is then.
	upstream = "ghcr.io/amerintlxperts/app:v1"
	moved    = registry + "ghcr/amerintlxperts/app:v1"
)

// A policies is what ecrcache generates for the admission of a configuration.
type policies []*unstructured.Unstructured

// configuration is a document with the lines of its spec behind the account and Region.
func configuration(spec string) string {
	return `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: tested}
spec:
  accountID: "123456789012"
  region: ca-central-1
` + spec
}

// policiesOf generates policies for a configuration whose spec has the lines.
func policiesOf(t *testing.T, ecrcache, spec string) policies {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ecrcache.yaml")
	if err := os.WriteFile(path, []byte(configuration(spec)), 0o600); err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	command := exec.Command(ecrcache, "generate", "--config", path)
	command.Stderr = &said
	text, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	return objectsOf(t, text)
}

// has reports whether a kind is among the policies.
func (p policies) has(kind string) bool {
	return slices.ContainsFunc(p, func(object *unstructured.Unstructured) bool { return object.GetKind() == kind })
}

// enforce applies policies and waits until the server acts on them. When the test ends, it
// removes them and waits until the server has forgotten them.
func (c *cluster) enforce(t *testing.T, all policies) {
	t.Helper()
	if len(all) == 0 {
		t.Fatal("no policy was generated")
	}
	for _, object := range all {
		if _, err := c.apply(t, object, nil); err != nil {
			t.Fatalf("%s is refused: %v", nameOf(object), err)
		}
	}
	t.Cleanup(func() {
		for _, object := range all {
			c.remove(t, object)
		}
		c.wait(t, "policies still act", func() bool { return !c.moves(t) && !c.speaks(t) })
	})
	c.wait(t, "policies do not act", func() bool {
		return c.moves(t) == all.has("MutatingAdmissionPolicy") && c.speaks(t) == all.has("ValidatingAdmissionPolicy")
	})
}

// wait waits until something is so.
func (c *cluster) wait(t *testing.T, otherwise string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !is(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal(otherwise)
		}
	}
}

// moves reports whether a policy moves images now.
func (c *cluster) moves(t *testing.T) bool {
	t.Helper()
	got, err := c.try(t, podOf("probe", upstream))
	return err == nil && got.Spec.Containers[0].Image != upstream
}

// speaks reports whether a policy says now that an image is left: that of an operator,
// which none moves.
func (c *cluster) speaks(t *testing.T) bool {
	t.Helper()
	pod := podOf("probe", upstream)
	pod.Labels = map[string]string{"cnpg.io/cluster": "db"}
	c.warned.take()
	_, err := c.try(t, pod)
	return err != nil && strings.Contains(err.Error(), says) || strings.Contains(strings.Join(c.warned.take(), "\n"), says)
}

// says begins what a policy says of images that are left.
const says = "not pulled through the cache: "

// testPolicies runs policies of many configurations on the server.
func testPolicies(t *testing.T, c *cluster, ecrcache string) {
	c.namespace(t, acted, nil)
	c.namespace(t, spared, map[string]string{ignore: "true"})
	for _, name := range []string{"flux-system", "kube-system"} {
		c.namespace(t, name, nil)
	}
	c.wait(t, "policies of golden cases still act", func() bool { return !c.moves(t) && !c.speaks(t) })
	for _, part := range []struct {
		name string
		run  func(*testing.T, *cluster, string)
	}{
		{"images", testImages},
		{"old Pods", testOldPods},
		{"without the guard", testGuard},
		{"left alone", testLeftAlone},
		{"options", testOptions},
		{"operators", testOperators},
		{"injectors", testInjectors},
		{"what is said", testSaid},
		{"failures", testFailures},
		{"limits", testLimits},
		{"time", testTime},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, c, ecrcache) })
	}
}

// imageOf is what the server makes of a Pod's one image.
func (c *cluster) imageOf(t *testing.T, pod *core.Pod) string {
	t.Helper()
	got, err := c.try(t, pod)
	if err != nil {
		t.Fatal(err)
	}
	return got.Spec.Containers[0].Image
}
