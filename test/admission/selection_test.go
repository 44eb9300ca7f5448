package admission

import (
	"testing"

	core "k8s.io/api/core/v1"
)

// TestSelection: selectors are held against the workload of the Pod.
func TestSelection(t *testing.T) {
	deployment := func() *core.Pod {
		return labelled(controlled("apps/v1", "ReplicaSet", "web-5d4f"), "pod-template-hash", "5d4f")
	}
	rollout := labelled(controlled("apps/v1", "ReplicaSet", "web-5d4f"), "rollouts-pod-template-hash", "5d4f")
	set := labelled(controlled("apps/v1", "ReplicaSet", "web-5d4"), "pod-template-hash", "5d4f")
	cron := controlled("batch/v1", "Job", "web-29812345")
	stateful := controlled("apps/v1", "StatefulSet", "web")
	for _, test := range []struct {
		rewrite string
		pod     *core.Pod
		moves   bool
	}{
		{"include: [{namespace: shop}]", podOf("ghcr.io/org/app:v1"), true},
		{"include: [{namespace: \"sh*\"}]", podOf("ghcr.io/org/app:v1"), true},
		{"include: [{namespace: sho}]", podOf("ghcr.io/org/app:v1"), false},
		{"exclude: [{namespace: \"s?op\"}]", podOf("ghcr.io/org/app:v1"), false},
		{"exclude: [{container: c0}]", podOf("ghcr.io/org/app:v1"), false},
		{"exclude: [{container: \"c1*\"}]", podOf("ghcr.io/org/app:v1"), true},
		{"include: [{container: c0}]", podOf("ghcr.io/org/app:v1"), true},
		{"include: [{kind: Pod}]", podOf("ghcr.io/org/app:v1"), true},
		{"include: [{kind: Pod}]", deployment(), false},
		{"include: [{kind: Deployment, name: web}]", deployment(), true},
		{"include: [{kind: Deployment, name: \"web-*\"}]", deployment(), false},
		{"exclude: [{kind: Deployment}]", deployment(), false},
		{"exclude: [{kind: ReplicaSet}]", deployment(), true},
		{"exclude: [{kind: Deployment}]", rollout, true},
		{"exclude: [{kind: Rollout, name: web}]", rollout, false},
		{"exclude: [{kind: ReplicaSet, name: web-5d4}]", set, false},
		{"exclude: [{kind: StatefulSet, name: \"w*\"}]", stateful, false},
		{"exclude: [{kind: \"*Set\"}]", stateful, false},
		{"exclude: [{name: web}]", stateful, false},
		{"exclude: [{name: web}]", cron, false},                     // as a CronJob
		{"exclude: [{name: web-29812345}]", cron, false},            // as a Job
		{"include: [{name: web}]", cron, false},                     // as a CronJob, and perhaps it is none
		{"include: [{kind: \"*Job\", name: \"web*\"}]", cron, true}, // as both
		{"include: [{name: web}]", controlled("batch/v1", "Job", "web"), true},
		{"include: [{namespace: shop}]\n  exclude: [{namespace: shop, container: c0}]", podOf("ghcr.io/org/app:v1"), false},
		{"include: [{namespace: other}, {name: \"we?\"}]", podOf("ghcr.io/org/app:v1"), true},
	} {
		p := policiesOf(t, "upstreams: [{registry: ghcr.io}]\nrewrite:\n  "+test.rewrite+"\nadmission: {validate: [Warn]}\n", nil)
		got, err := p.Mutating.Apply(test.pod, nil)
		if err != nil {
			t.Error(err)
			continue
		}
		if moves := imagesOf(got)[0] != "ghcr.io/org/app:v1"; moves != test.moves {
			t.Errorf("%s: %s of %v: moves %v", test.rewrite, test.pod.Name, test.pod.OwnerReferences, moves)
		}
		messages, _, err := p.Validating.Check(test.pod, nil)
		if err != nil || (len(messages) > 0) != test.moves {
			t.Errorf("%s: %q, %v", test.rewrite, messages, err)
		}
	}
}

// TestVolumesHaveNoContainer: a selector of containers does not take a volume's image.
func TestVolumesHaveNoContainer(t *testing.T) {
	p := policiesOf(t, "upstreams: [{registry: ghcr.io}]\nrewrite: {exclude: [{container: \"*\"}]}\nadmission: {validate: [Warn]}\n", nil)
	got, err := p.Mutating.Apply(everywhere("ghcr.io/org/app:v1"), nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, image := range imagesOf(got) {
		if moved := image != "ghcr.io/org/app:v1"; moved {
			t.Errorf("image %d is %s: the glob * takes the empty name as well, as in rewriting", i, image)
		}
	}
	p = policiesOf(t, "upstreams: [{registry: ghcr.io}]\nrewrite: {exclude: [{container: \"?*\"}]}\nadmission: {validate: [Warn]}\n", nil)
	if got, err = p.Mutating.Apply(everywhere("ghcr.io/org/app:v1"), nil); err != nil {
		t.Fatal(err)
	}
	if images := imagesOf(got); images[0] != "ghcr.io/org/app:v1" || images[4] != cache+"ghcr/org/app:v1" {
		t.Errorf("%v", images)
	}
}
