package cluster

import (
	"slices"
	"strings"
	"testing"

	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// many is a configuration with four upstreams.
const many = `  upstreams:
  - {registry: ghcr.io, exclude: ["private/**"]}
  - {registry: ghcr.io/fluxcd, prefix: flux}
  - {registry: docker.io}
  - {registry: quay.io}
  admission: {validate: [Warn, Audit]}
`

const digest = "@sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"

// references are images with what a Pod has in their place; "" where they stay.
var references = []struct{ image, want string }{
	{"ghcr.io/amerintlxperts/app:v1", "ghcr/amerintlxperts/app:v1"},
	{"ghcr.io/amerintlxperts/app", "ghcr/amerintlxperts/app"},
	{"ghcr.io/amerintlxperts/app" + digest, "ghcr/amerintlxperts/app" + digest},
	{"ghcr.io/amerintlxperts/app:v1" + digest, "ghcr/amerintlxperts/app:v1" + digest},
	{"ghcr.io/a/b/c/d/e:v1", "ghcr/a/b/c/d/e:v1"},
	{"GHCR.io/amerintlxperts/app:v1", "ghcr/amerintlxperts/app:v1"},
	{"ghcr.io/fluxcd/source-controller:v1", "flux/fluxcd/source-controller:v1"},
	{"ghcr.io/fluxcdx/app:v1", "ghcr/fluxcdx/app:v1"},
	{"quay.io/jetstack/cert-manager-controller:v1", "quay/jetstack/cert-manager-controller:v1"},
	{"nginx", "docker-hub/library/nginx"},
	{"nginx:1.27", "docker-hub/library/nginx:1.27"},
	{"grafana/grafana", "docker-hub/grafana/grafana"},
	{"docker.io/nginx:1.27", "docker-hub/library/nginx:1.27"},
	{"docker.io/library/nginx", "docker-hub/library/nginx"},
	{"index.docker.io/nginx", "docker-hub/library/nginx"},
	{"ghcr.io/private/app:v1", ""},
	{"ghcr.io:443/amerintlxperts/app:v1", ""},
	{"ghcr.io.example.com/amerintlxperts/app:v1", ""},
	{"localhost:5000/ghcr.io/amerintlxperts/app:v1", ""},
	{registry + "ghcr/amerintlxperts/app:v1", ""},
	{"999999999999.dkr.ecr.us-east-1.amazonaws.com/app:v1", ""},
	{"registry.k8s.io/pause:3.10", ""},
	{"auto", ""},
}

// testImages holds what becomes of images of every form, in every list of a Pod.
func testImages(t *testing.T, c *cluster, ecrcache string) {
	c.enforce(t, policiesOf(t, ecrcache, many))
	t.Run("references", func(t *testing.T) { testReferences(t, c) })
	t.Run("lists", func(t *testing.T) { testLists(t, c) })
	t.Run("templates stay", func(t *testing.T) { testTemplates(t, c) })
	t.Run("twice is once", func(t *testing.T) { testTwice(t, c) })
	t.Run("errors are the API's own", func(t *testing.T) { testOwnErrors(t, c) })
}

func testReferences(t *testing.T, c *cluster) {
	var images []string
	for _, r := range references {
		images = append(images, r.image)
	}
	got, err := c.try(t, podOf("web", images...))
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range references {
		want := r.image
		if r.want != "" {
			want = registry + r.want
		}
		if image := got.Spec.Containers[i].Image; image != want {
			t.Errorf("%s: got %s, want %s", r.image, image, want)
		}
	}
}

func testLists(t *testing.T, c *cluster) {
	got := c.create(t, withEverywhere(podOf("lists", upstream), upstream))
	if want := []string{moved, moved, moved, moved}; !slices.Equal(imagesOf(got), want) {
		t.Errorf("a new Pod: got %v, want %v", imagesOf(got), want)
	}
	for i, name := range []string{"debugger-1", "debugger-2"} {
		got, err := c.debug(t, "lists", name, upstream)
		if err != nil {
			t.Fatal(err)
		}
		if all := got.Spec.EphemeralContainers; len(all) != i+1 || all[i].Image != moved {
			t.Errorf("%s: got %v", name, all)
		}
	}
	got, err := c.patch(t, "lists", `{"spec":{"containers":[{"name":"c0","image":"ghcr.io/amerintlxperts/app:v2"}]}}`)
	if want := strings.Replace(moved, "v1", "v2", 1); err != nil || got.Spec.Containers[0].Image != want {
		t.Errorf("kubectl set image: got %v, %v, want %s", imagesOf(got), err, want)
	}
}

// testTemplates: only Pods change, so that what is in Git stays as it is.
func testTemplates(t *testing.T, c *cluster) {
	for _, object := range objectsOf(t, []byte(strings.ReplaceAll(`apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: `+acted+`}
spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: UPSTREAM}]}}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: web, namespace: `+acted+`}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: web, image: UPSTREAM}]}}}
`, "UPSTREAM", upstream))) {
		got, err := c.apply(t, object, dryRun)
		if err != nil {
			t.Fatal(err)
		}
		containers, _, _ := unstructured.NestedSlice(got.Object, "spec", "template", "spec", "containers")
		if image := containers[0].(map[string]any)["image"]; image != upstream {
			t.Errorf("%s: the template has %v", nameOf(object), image)
		}
	}
}

// testTwice applies a Pod as a pipeline does again and again.
func testTwice(t *testing.T, c *cluster) {
	object := objectsOf(t, []byte("apiVersion: v1\nkind: Pod\nmetadata: {name: twice, namespace: "+acted+"}\nspec: {containers: [{name: web, image: "+upstream+"}]}\n"))[0]
	defer c.remove(t, object)
	c.twice(t, []*unstructured.Unstructured{object})
	got, err := c.apply(t, object, dryRun)
	if err != nil {
		t.Fatal(err)
	}
	containers, _, _ := unstructured.NestedSlice(got.Object, "spec", "containers")
	if image := containers[0].(map[string]any)["image"]; image != moved {
		t.Errorf("got %v, want %s", image, moved)
	}
}

// testOwnErrors: of a Pod that is wrong, users read what they would read without a policy.
func testOwnErrors(t *testing.T, c *cluster) {
	twice := podOf("web", upstream, upstream)
	twice.Spec.Containers[1].Name = "c0"
	for _, row := range []struct {
		name, want string
		pod        *core.Pod
	}{
		{"a name twice", `spec.containers[1].name: Duplicate value: "c0"`, twice},
		{"no image", "spec.containers[0].image: Required value", podOf("web", "")},
	} {
		other := row.pod.DeepCopy()
		other.Namespace = spared
		_, with := c.try(t, row.pod)
		_, without := c.try(t, other)
		if with == nil || without == nil || with.Error() != without.Error() || !strings.Contains(with.Error(), row.want) {
			t.Errorf("%s: got\n%v, without policy\n%v, want %s", row.name, with, without, row.want)
		}
	}
}
