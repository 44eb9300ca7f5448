package kustomize

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// TestCovered: what the transformers change. test/flux holds the same places
// against kustomize itself.
func TestCovered(t *testing.T) {
	for _, test := range []struct {
		apiVersion, kind, field, reference string
		want                               bool
	}{
		{"apps/v1", "Deployment", "spec.template.spec.containers[0].image", "ghcr.io/a/b:v1", true},
		{"v1", "Pod", "spec.initContainers[12].image", "ghcr.io/a/b", true},
		{"argoproj.io/v1alpha1", "Rollout", "spec.template.spec.containers[0].image", "ghcr.io/a/b@sha256:0123", true},
		{"v1", "Pod", "spec.volumes[0].image.reference", "ghcr.io/a/b:v1", false},
		{"apps/v1", "Deployment", "spec.template.spec.volumes[0].image.reference", "ghcr.io/a/b:v1", false},
		{"", "", "images[0].newName", "ghcr.io/a/b:v1", true},
		{"kustomize.config.k8s.io/v1beta1", "Kustomization", "images[0].name", "ghcr.io/a/b", true},
		{"batch/v1", "CronJob", "spec.jobTemplate.spec.template.spec.volumes[0].image.reference", "ghcr.io/a/b:v1", false},
		{"v1", "Pod", "spec.ephemeralContainers[0].image", "ghcr.io/a/b:v1", false},
		{"apps/v1", "Deployment", "spec.template.spec.containers[0].env[0].value", "ghcr.io/a/b:v1", false},
		{"apps/v1", "Deployment", "spec.template.spec.containers[0].image", "ghcr.io/a/b:${TAG}", false},
		{"apps/v1", "Deployment", "spec.template.spec.containers[0].image", "ghcr.io/a/b@sha512:0123", false},
		{"postgresql.cnpg.io/v1", "Cluster", "spec.imageName", "ghcr.io/a/b:v1", false},
		{"helm.toolkit.fluxcd.io/v2", "HelmRelease", "spec.values.image.repository", "ghcr.io/a/b:v1", false},
		{"helm.toolkit.fluxcd.io/v2", "HelmRelease", "spec.values.containers.image", "ghcr.io/a/b:v1", false},
		{"kustomize.toolkit.fluxcd.io/v1", "Kustomization", "spec.images[0].newName", "ghcr.io/a/b", false},
	} {
		p := plan.Place{APIVersion: test.apiVersion, Kind: test.kind, Field: test.field, Reference: test.reference}
		if got := covered(&p); got != test.want {
			t.Errorf("%s %s %s: covered is %v", test.kind, test.field, test.reference, got)
		}
	}
}
