package owners_test

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/owners"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// clusterOf reads a cluster from what kubectl get -o yaml prints.
func clusterOf(t *testing.T, text string) *owners.Cluster {
	t.Helper()
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	c := &owners.Cluster{}
	for i := range items {
		root, err := items[i].Parse()
		if err != nil {
			t.Fatal(err)
		}
		c.Add(root)
	}
	return c
}

// stored is the part of metadata that only an API server writes.
const stored = "uid: u, creationTimestamp: '2026-11-29T00:00:00Z'"

// pod is a Pod of the cluster with more metadata.
func pod(metadata string) string {
	return "apiVersion: v1\nkind: Pod\nmetadata: {" + stored + ", namespace: shop, name: p, " + metadata + "}\nspec: {nodeName: node-1}\n"
}

// by is the ownerReferences that name a controller.
func by(apiVersion, kind, name string) string {
	return "ownerReferences: [{apiVersion: other/v1, kind: Other, name: other}, {apiVersion: " + apiVersion + ", kind: " + kind + ", name: " + name + ", controller: true}]"
}

// TestOwner: what a Pod belongs to, by what Kubernetes, Helm, Flux, Argo CD and OLM write.
func TestOwner(t *testing.T) {
	const (
		deployment = `apiVersion: v1
kind: List
items:
- apiVersion: apps/v1
  kind: ReplicaSet
  metadata: {` + stored + `, namespace: shop, name: odd, ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, controller: true}]}
- apiVersion: apps/v1
  kind: Deployment
  metadata:
    {` + stored + `, namespace: shop, name: web, labels: {app.kubernetes.io/managed-by: Helm, helm.toolkit.fluxcd.io/name: web, helm.toolkit.fluxcd.io/namespace: flux-system},
    annotations: {meta.helm.sh/release-name: web, meta.helm.sh/release-namespace: releases}}
---
`
		circle = `apiVersion: apps/v1
kind: ReplicaSet
metadata: {` + stored + `, namespace: shop, name: a, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: a, controller: true}]}
---
`
	)
	for _, c := range []struct{ name, text, want string }{
		{"alone", pod("labels: {app: web}"), "Pod shop/p"},
		{"an owner that does not control", pod("ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-1}]"), "Pod shop/p"},
		{"a Deployment, by the hash", pod("labels: {pod-template-hash: 5d4f}, " + by("apps/v1", "ReplicaSet", "web-5d4f")), "Deployment shop/web"},
		{"a Rollout", pod("labels: {rollouts-pod-template-hash: 5d4f}, " + by("apps/v1", "ReplicaSet", "web-5d4f")), "Rollout shop/web"},
		{"a ReplicaSet of its own", pod("labels: {pod-template-hash: 5d4f}, " + by("apps/v1", "ReplicaSet", "web-5d4")), "ReplicaSet shop/web-5d4"},
		{"a ReplicaSet without a hash", pod(by("apps/v1", "ReplicaSet", "web-5d4f")), "ReplicaSet shop/web-5d4f"},
		{"a StatefulSet", pod(by("apps/v1", "StatefulSet", "db")), "StatefulSet shop/db"},
		{"a DaemonSet", pod(by("apps/v1", "DaemonSet", "agent")), "DaemonSet shop/agent"},
		{"a CronJob, by the minute", pod(by("batch/v1", "Job", "nightly-29812345")), "CronJob shop/nightly"},
		{"a Job with a date", pod(by("batch/v1", "Job", "migrate-20261129")), "Job shop/migrate-20261129"},
		{"a Job", pod(by("batch/v1", "Job", "migrate")), "Job shop/migrate"},
		{"an operator's object", pod(by("postgresql.cnpg.io/v1", "Cluster", "pg")), "Cluster shop/pg"},
		{"a static Pod", "apiVersion: v1\nkind: Pod\nmetadata: {" + stored + ", namespace: kube-system, name: etcd-node-1, annotations: {kubernetes.io/config.mirror: abc}, " + by("v1", "Node", "node-1") + "}\nspec: {nodeName: node-1}\n", "static Pod kube-system/etcd"},
		{"a Deployment in the list", deployment + pod(by("apps/v1", "ReplicaSet", "odd")), "Deployment shop/web (release releases/web, HelmRelease flux-system/web)"},
		{"a circle", circle + pod(by("apps/v1", "ReplicaSet", "a")), "ReplicaSet shop/a"},
		{"a chart", pod("labels: {helm.sh/chart: web-1.2.3, app.kubernetes.io/instance: shop}"), "Pod shop/p (chart web-1.2.3, release shop/shop)"},
		{"an instance of no chart", pod("labels: {app.kubernetes.io/instance: shop}"), "Pod shop/p"},
		{"a chart of Helm 2", pod("labels: {heritage: Tiller, chart: web-1.0.0, release: old}"), "Pod shop/p (chart web-1.0.0, release shop/old)"},
		{"a chart label of something else", pod("labels: {chart: pie}"), "Pod shop/p"},
		{"a Kustomization of Flux", pod("labels: {kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: flux-system}"), "Pod shop/p (Kustomization flux-system/apps)"},
		{"Argo CD by annotation", pod("annotations: {argocd.argoproj.io/tracking-id: 'argocd_shop:apps/Deployment:shop/web'}"), "Pod shop/p (Application argocd/shop)"},
		{"Argo CD by label", pod("labels: {argocd.argoproj.io/instance: shop}"), "Pod shop/p (Application shop)"},
		{"OLM", pod("labels: {olm.owner: op.v1, olm.owner.kind: ClusterServiceVersion, olm.owner.namespace: operators}"), "Pod shop/p (ClusterServiceVersion operators/op.v1)"},
		{"managed by something else", pod("labels: {app.kubernetes.io/managed-by: prometheus-operator}"), "Pod shop/p (managed by prometheus-operator)"},
		{"a manifest in Git", "apiVersion: v1\nkind: Pod\nmetadata: {namespace: shop, name: p}\n", "nobody's"},
	} {
		cluster := clusterOf(t, c.text)
		got := "nobody's"
		for _, name := range []string{"p", "etcd-node-1"} {
			for _, namespace := range []string{"shop", "kube-system"} {
				if owner := cluster.Owner(finding.Resource{APIVersion: "v1", Kind: "Pod", Namespace: namespace, Name: name}); owner != nil {
					got = owner.String()
				}
			}
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// TestPulled: the image of a status with its digest, without the prefix of old runtimes, and
// not the identifier of an image in the node's own store.
func TestPulled(t *testing.T) {
	const digest = "@sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
	c := clusterOf(t, pod("labels: {}")+`status:
  initContainerStatuses: [{name: init, imageID: "docker-pullable://quay.io/a/b`+digest+`"}]
  containerStatuses: [{name: web, imageID: "ghcr.io/a/b`+digest+`"}, {name: waiting, imageID: ""}, {name: local, imageID: "sha256:0123"}]
`)
	at := finding.Resource{APIVersion: "v1", Kind: "Pod", Namespace: "shop", Name: "p"}
	for container, want := range map[string]string{"init": "quay.io/a/b" + digest, "web": "ghcr.io/a/b" + digest, "waiting": "", "local": "", "none": ""} {
		if got := c.Pulled(at, container); got != want {
			t.Errorf("%s: got %q, want %q", container, got, want)
		}
	}
}

// TestEarlier: what a workload keeps of its earlier revisions runs nowhere.
func TestEarlier(t *testing.T) {
	c := clusterOf(t, `apiVersion: v1
kind: List
items:
- {apiVersion: apps/v1, kind: ReplicaSet, metadata: {`+stored+`, name: old, ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, controller: true}]}, spec: {replicas: 0}}
- {apiVersion: apps/v1, kind: ReplicaSet, metadata: {`+stored+`, name: new, ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, controller: true}]}, spec: {replicas: 1}}
- {apiVersion: apps/v1, kind: ReplicaSet, metadata: {`+stored+`, name: alone}, spec: {replicas: 0}}
- {apiVersion: apps/v1, kind: ControllerRevision, metadata: {`+stored+`, name: revision}}
`)
	for name, want := range map[string]bool{"old": true, "new": false, "alone": false, "revision": true} {
		kind := "ReplicaSet"
		if name == "revision" {
			kind = "ControllerRevision"
		}
		if o := c.Object(finding.Resource{APIVersion: "apps/v1", Kind: kind, Name: name}); o == nil || o.Earlier != want {
			t.Errorf("%s: got %v, want %v", name, o, want)
		}
	}
}
