package cluster

import (
	"testing"

	core "k8s.io/api/core/v1"
)

// testLeftAlone holds which Pods are moved and which are left alone.
func testLeftAlone(t *testing.T, c *cluster, ecrcache string) {
	c.enforce(t, policiesOf(t, ecrcache, many))
	labelled := func(key, value string) *core.Pod {
		pod := podOf("web", upstream)
		pod.Labels = map[string]string{key: value}
		return pod
	}
	in := func(namespace string) *core.Pod {
		pod := podOf("web", upstream)
		pod.Namespace = namespace
		return pod
	}
	annotated := func(key, value string) *core.Pod {
		pod := podOf("web", upstream)
		pod.Annotations = map[string]string{key: value}
		return pod
	}
	mirror := annotated("kubernetes.io/config.mirror", "hash")
	mirror.Spec.NodeName = "node"
	for _, row := range []struct {
		name  string
		pod   *core.Pod
		moved bool
	}{
		{"of no controller", podOf("web", upstream), true},
		{"of a ReplicaSet", ownedBy(podOf("web", upstream), "apps/v1", "ReplicaSet", "web"), true},
		{"of a StatefulSet", ownedBy(podOf("web", upstream), "apps/v1", "StatefulSet", "web"), true},
		{"of a DaemonSet", ownedBy(podOf("web", upstream), "apps/v1", "DaemonSet", "web"), true},
		{"of a Job", ownedBy(podOf("web", upstream), "batch/v1", "Job", "web"), true},
		{"of a ReplicationController", ownedBy(podOf("web", upstream), "v1", "ReplicationController", "web"), true},
		{"of CloudNativePG's Cluster", ownedBy(podOf("web", upstream), "postgresql.cnpg.io/v1", "Cluster", "db"), false},
		{"of an operator that nobody knows", ownedBy(podOf("web", upstream), "example.com/v1", "Cluster", "db"), false},
		{"with the label of CloudNativePG", labelled("cnpg.io/cluster", "db"), false},
		{"with the label of OLM", labelled("olm.catalogSource", "community"), false},
		{"with the label of Aerospike", labelled("aerospike.com/cr", "db"), false},
		{"with another label", labelled("app", "web"), true},
		{"ignored by its annotation", annotated(ignore, "true"), false},
		{"not ignored by its annotation", annotated(ignore, "false"), true},
		{"in a namespace that is ignored", in(spared), false},
		{"in kube-system", in("kube-system"), false},
		{"in flux-system", in("flux-system"), false},
		{"the mirror of a static Pod", mirror, false},
	} {
		want := upstream
		if row.moved {
			want = moved
		}
		if got := c.imageOf(t, row.pod); got != want {
			t.Errorf("%s: got %s, want %s", row.name, got, want)
		}
	}
}
