package cluster

import (
	"fmt"
	"slices"
	"testing"

	core "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// costly is a configuration whose policies compute much: an error in them refuses Pods, so
// that none is overlooked.
const costly = `  upstreams:
  - {registry: ghcr.io, exclude: ["private/**", "**/internal/**", "a*/b?/c"]}
  - {registry: ghcr.io/fluxcd, prefix: flux}
  - {registry: docker.io, exclude: ["bitnami/**"]}
  - {registry: docker.io/grafana, prefix: grafana, include: ["grafana/*"]}
  - {registry: quay.io}
  - {registry: registry.k8s.io}
  rewrite:
    include: [{namespace: "admission-*"}, {kind: "*Set", name: web}]
    exclude: [{container: "istio-*"}, {name: "legacy?"}]
  admission: {validate: [Warn, Audit], failurePolicy: Fail}
`

// testLimits: 2,000 containers are within what the server lets a policy compute, also when
// a Pod changes.
func testLimits(t *testing.T, c *cluster, ecrcache string) {
	const count = 2000
	c.create(t, largePod("before", count, func(i int) string { return fmt.Sprintf("ghcr.io/amerintlxperts/app-%d:v1", i) }))
	c.enforce(t, policiesOf(t, ecrcache, costly))
	var want []string
	for i := range count {
		want = append(want, fmt.Sprintf(registry+"docker-hub/library/app-%d", i))
	}
	got := c.create(t, largePod("large", count, func(i int) string { return fmt.Sprintf("app-%d", i) }))
	if !slices.Equal(imagesOf(got), want) {
		t.Errorf("a new Pod: %v is not as wanted", imagesOf(got)[:3])
	}
	for _, name := range []string{"before", "large"} {
		was, err := c.pods(acted).Get(ctx, name, metav1.GetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		is, err := c.patch(t, name, `{"metadata":{"labels":{"seen":"yes"}}}`)
		if err != nil || !slices.Equal(imagesOf(was), imagesOf(is)) {
			t.Errorf("%s is labelled: %v", name, err)
		}
	}
}

// largePod is a Pod of many containers.
func largePod(name string, count int, image func(int) string) *core.Pod {
	images := make([]string, count)
	for i := range images {
		images[i] = image(i)
	}
	return podOf(name, images...)
}
