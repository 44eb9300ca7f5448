package cluster_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/cli/cluster"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/owners"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// viewOf is a cluster of one Pod with more metadata, by a configuration.
func viewOf(t *testing.T, metadata string, admission *v1alpha1.Admission) *cluster.View {
	t.Helper()
	items, err := yamlbytes.SplitStream([]byte("apiVersion: v1\nkind: Pod\nmetadata: {uid: u, creationTimestamp: now, namespace: shop, name: p, " + metadata + "}\n"))
	if err != nil {
		t.Fatal(err)
	}
	root, err := items[0].Parse()
	if err != nil {
		t.Fatal(err)
	}
	c := &v1alpha1.PullThroughCache{Spec: v1alpha1.Spec{AccountID: "123456789012", Region: "ca-central-1", Admission: admission}}
	c.Default()
	v := &cluster.View{Cluster: &owners.Cluster{}, Config: c}
	v.Cluster.Add(root)
	return v
}

func at(name string) finding.Resource {
	return finding.Resource{APIVersion: "v1", Kind: "Pod", Namespace: "shop", Name: name}
}

// uncached is a finding about an image that the cache has, and that the Pod does not pull
// from it.
func uncached(name string) finding.Finding {
	f := finding.Finding{Severity: finding.Error, Code: outcome.Uncached, Resource: at(name), Message: "not yet"}
	f.Field = finding.Field{Path: "items[3].spec.containers[0].image", Current: "ghcr.io/a/b:v1", Proposed: "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/a/b:v1"}
	return f
}

// TestCure: what would move an image names the policy where it would act, and the place where
// the image is written.
func TestCure(t *testing.T) {
	const (
		policy  = "spec.admission: {} moves it when the Pod is recreated; otherwise "
		values  = "set the image's registry to 123456789012.dkr.ecr.ca-central-1.amazonaws.com and its repository to ghcr/a/b in "
		rewrite = "rewrite the manifest of "
	)
	deployment := "labels: {pod-template-hash: a}, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-a, controller: true}]"
	operator := "ownerReferences: [{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, name: pg, controller: true}]"
	for _, c := range []struct {
		name, metadata string
		admission      *v1alpha1.Admission
		want           string
	}{
		{"a Pod", "labels: {}", nil, policy + rewrite + "Pod shop/p with ecrcache rewrite"},
		{"a policy that is asked for", deployment, &v1alpha1.Admission{}, "spec.admission moves it when the Pod is recreated: kubectl rollout restart deployment/web --namespace shop; otherwise " + rewrite + "Deployment shop/web with ecrcache rewrite"},
		{"a policy that only warns", deployment, &v1alpha1.Admission{Mutate: new(bool)}, policy + rewrite + "Deployment shop/web with ecrcache rewrite"},
		{"a namespace that is left alone", "labels: {}", &v1alpha1.Admission{ExcludeNamespaces: []string{"shop"}}, rewrite + "Pod shop/p with ecrcache rewrite"},
		{"an operator", operator, nil, values + "Cluster shop/pg (spec.imageName, spec.postgresql.extensions[].image.reference), or in its operator"},
		{"an operator, and all controllers", operator, &v1alpha1.Admission{Controllers: "All"}, "spec.admission moves it when the Pod is recreated; otherwise " + values + "Cluster shop/pg (spec.imageName, spec.postgresql.extensions[].image.reference), or in its operator"},
		{"an operator that compares", "labels: {cnpg.io/cluster: pg}, " + operator, &v1alpha1.Admission{Controllers: "All"}, values + "Cluster shop/pg (spec.imageName, spec.postgresql.extensions[].image.reference), or in its operator"},
		{"an operator of which nothing is known", "ownerReferences: [{apiVersion: example.com/v1, kind: Thing, name: t, controller: true}]", nil, values + "Thing shop/t, or in its operator"},
		{"a chart", "labels: {helm.sh/chart: web-1.2.3, app.kubernetes.io/instance: web}", nil, policy + values + "the values of the release shop/web of the chart web-1.2.3"},
		{"a HelmRelease", "labels: {helm.sh/chart: web-1.2.3, helm.toolkit.fluxcd.io/name: web, helm.toolkit.fluxcd.io/namespace: flux-system}", nil, policy + values + "spec.values of HelmRelease flux-system/web"},
		{"Argo CD", "labels: {argocd.argoproj.io/instance: shop}", nil, policy + "rewrite what Application shop applies with ecrcache rewrite"},
		{"a static Pod", "annotations: {kubernetes.io/config.mirror: a}", nil, "change its manifest on the node; no policy changes what a kubelet reads from a file"},
	} {
		f := uncached("p")
		if got := viewOf(t, c.metadata, c.admission).Cure(&f); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestUpstreamFor: the line of the configuration for an image of a registry without an
// upstream, or that there can be none.
func TestUpstreamFor(t *testing.T) {
	v := viewOf(t, "labels: {}", nil)
	for image, want := range map[string]string{
		"nginx": "add {registry: docker.io} to spec.upstreams", "QUAY.io/a/b:v1": "add {registry: quay.io} to spec.upstreams",
		"gcr.io/a/b": "", "999999999999.dkr.ecr.eu-west-1.amazonaws.com/a": "", "no image": "",
		"harbor.example.com/a/b": "ECR has no rule for this registry; copy the image to ECR, or accept it (check.accept)",
	} {
		f := finding.Finding{Code: outcome.NotCached, Resource: at("p"), Field: finding.Field{Current: image}}
		if got := v.Cure(&f); got != want {
			t.Errorf("%s: got %q, want %q", image, got, want)
		}
	}
}

// TestCureOfConfigured: of an image whose upstream is in the configuration already, and that
// goes past the cache because it is excluded or opted out, nobody is told to add the upstream.
func TestCureOfConfigured(t *testing.T) {
	v := viewOf(t, "labels: {}", nil)
	v.Config.Spec.Upstreams = []v1alpha1.Upstream{{Registry: "ghcr.io"}, {Registry: "docker.io"}, {Registry: "quay.io", UpstreamRepositoryPrefix: "org"}}
	v.Config.Default()
	const configured = "an include, an exclude or an annotation leaves it there; if it shall stay, accept it with the reason (check.accept)"
	for image, want := range map[string]string{
		"ghcr.io/a/b:v1": configured, "nginx": configured, "quay.io/org/a": configured,
		"quay.io/other/a": "add {registry: quay.io} to spec.upstreams",
	} {
		f := finding.Finding{Code: outcome.NotCached, Resource: at("p"), Field: finding.Field{Current: image}}
		if got := v.Cure(&f); got != want {
			t.Errorf("%s: got %q, want %q", image, got, want)
		}
	}
}

// TestGroup: Pods of one owner with one image are one group; the rest stays as it is.
func TestGroup(t *testing.T) {
	v := viewOf(t, "labels: {}", nil)
	other := uncached("p")
	other.Field.Current = "ghcr.io/a/c:v1"
	groups, rest := v.Group([]finding.Finding{uncached("p"), uncached("p"), uncached("in-git"), other})
	if len(groups) != 2 || groups[0].Objects != 1 || len(rest) != 1 || rest[0].Resource.Name != "in-git" {
		t.Fatalf("got %+v, rest %+v", groups, rest)
	}
	if line := v.Line(&groups[0]); !strings.HasPrefix(line, "Pod shop/p: spec.containers[0].image: ghcr.io/a/b:v1: not yet; spec.admission") {
		t.Error(line)
	}
	if f := uncached("in-git"); v.Cure(&f) != "" || v.IsCopy(&f) {
		t.Error("an object that no cluster has listed has a cure, or is dropped")
	}
}

// TestIsCopy: fields of an object of a cluster from which no node pulls.
func TestIsCopy(t *testing.T) {
	v := viewOf(t, "labels: {}", nil)
	for field, want := range map[string]bool{
		"items[0].status.containerStatuses[0].image": true, "status.containerStatuses[0].imageID": true,
		`items[10].metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"]`:                              true,
		`metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"].spec.template.spec.containers[0].image`: true,
		"items[0].spec.containers[0].image": false, "spec.status.image": false, `metadata.annotations["other"]`: false,
	} {
		f := uncached("p")
		f.Field.Path = field
		if got := v.IsCopy(&f); got != want {
			t.Errorf("%s: got %v, want %v", field, got, want)
		}
	}
}

// TestRedacted: a line quotes no login.
func TestRedacted(t *testing.T) {
	v := viewOf(t, "labels: {}", nil)
	f := uncached("p")
	f.Message = "user:s3cret-and-more@ghcr.io/x"
	groups, _ := v.Group([]finding.Finding{f})
	if line := v.Line(&groups[0]); strings.Contains(line, "s3cret") {
		t.Error(line)
	}
}
