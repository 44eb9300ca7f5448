package cluster

import (
	"testing"

	core "k8s.io/api/core/v1"
)

// testOptions runs options of the configuration: each means in the policy what it means in
// rewriting.
func testOptions(t *testing.T, c *cluster, ecrcache string) {
	for _, option := range []struct {
		name, spec string
		rows       []optionRow
	}{
		{"digests Drop", "  upstreams: [{registry: ghcr.io}]\n  rewrite: {digests: Drop}\n  admission: {}\n", []optionRow{
			{podOf("web", upstream+digest), moved},
			{podOf("web", "ghcr.io/amerintlxperts/app"+digest), registry + "ghcr/amerintlxperts/app" + digest},
		}},
		{"digests Upstream", "  upstreams: [{registry: ghcr.io}]\n  rewrite: {digests: Upstream}\n  admission: {}\n", []optionRow{
			{podOf("web", upstream+digest), upstream + digest},
			{podOf("web", upstream), moved},
		}},
		{"operators", "  upstreams: [{registry: ghcr.io}]\n  admission: {controllers: All, excludeLabels: [app=db]}\n", []optionRow{
			{ownedBy(podOf("web", upstream), "example.com/v1", "Cluster", "db"), moved},
			{withLabel(podOf("web", upstream), "app", "db"), upstream},
			{withLabel(podOf("web", upstream), "app", "web"), moved},
		}},
	} {
		t.Run(option.name, func(t *testing.T) {
			c.enforce(t, policiesOf(t, ecrcache, option.spec))
			for i, row := range option.rows {
				if got := c.imageOf(t, row.pod); got != row.want {
					t.Errorf("Pod %d: got %s, want %s", i, got, row.want)
				}
			}
		})
	}
	t.Run("selection", func(t *testing.T) { testSelection(t, c, ecrcache) })
}

// An optionRow is a Pod with what becomes of its first image.
type optionRow struct {
	pod  *core.Pod
	want string
}

func withLabel(pod *core.Pod, key, value string) *core.Pod {
	pod.Labels = map[string]string{key: value}
	return pod
}

const selected = `  upstreams: [{registry: ghcr.io}]
  rewrite:
    include:
    - {kind: Deployment, name: "api-*"}
    - {kind: "*Job"}
    - {kind: Pod, name: probe}
    exclude: [{container: c1}]
  admission: {}
`

// testSelection: the selectors are about the workload, whose name is not in the Pod.
func testSelection(t *testing.T, c *cluster, ecrcache string) {
	c.enforce(t, policiesOf(t, ecrcache, selected))
	const hash = "75c9f9d8c"
	deployed := func(name string) *core.Pod {
		pod := ownedBy(podOf(name+"-"+hash+"-x", upstream, upstream), "apps/v1", "ReplicaSet", name+"-"+hash)
		return withLabel(pod, "pod-template-hash", hash)
	}
	for name, row := range map[string]optionRow{
		"a Deployment that is chosen":  {deployed("api-orders"), moved},
		"a Deployment that is not":     {deployed("web"), upstream},
		"a Pod that is not":            {podOf("api-orders", upstream, upstream), upstream},
		"a Job of a CronJob":           {ownedBy(podOf("nightly-x", upstream, upstream), "batch/v1", "Job", "nightly-29401320"), moved},
		"a ReplicaSet of its own name": {ownedBy(podOf("api-x", upstream, upstream), "apps/v1", "ReplicaSet", "api-x"), upstream},
	} {
		got, err := c.try(t, row.pod)
		if err != nil {
			t.Fatal(err)
		}
		if image := got.Spec.Containers[0].Image; image != row.want {
			t.Errorf("%s: got %s, want %s", name, image, row.want)
		}
		if image := got.Spec.Containers[1].Image; image != upstream {
			t.Errorf("%s: the container that is excluded has %s", name, image)
		}
	}
}
