package kustomize_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/kustomize"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/google/go-cmp/cmp"
)

// TestUncovered: every place is named with what to do about it, a few by name and
// the rest by number.
func TestUncovered(t *testing.T) {
	places := []plan.Place{
		{APIVersion: "helm.toolkit.fluxcd.io/v2", Kind: "HelmRelease", Namespace: "shop", Name: "web", Field: "spec.values.image.repository", Reference: "ghcr.io/a/web:v1"},
		{APIVersion: "kustomize.toolkit.fluxcd.io/v1", Kind: "Kustomization", Name: "apps", Field: "spec.images[0].newName", Reference: "ghcr.io/a/b"},
		{APIVersion: "v1", Kind: "Pod", Name: "p", Field: "spec.containers[0].image", Reference: "ghcr.io/a/b:${TAG}"},
		{APIVersion: "v1", Kind: "Pod", Name: "p", Field: "spec.containers[1].image", Reference: "ghcr.io/a/b:v1"},
	}
	for i := range 12 {
		places = append(places, plan.Place{APIVersion: "postgresql.cnpg.io/v1", Kind: "Cluster", Name: fmt.Sprint("db", i), Field: "spec.imageName", Reference: "ghcr.io/a/pg:17"})
	}
	wants := []string{
		"HelmRelease shop/web spec.values.image.repository (ghcr.io/a/web:v1); kustomize does not look into a HelmRelease",
		"Kustomization apps spec.images[0].newName (ghcr.io/a/b); kustomize does not look into a Flux Kustomization",
		"Pod p spec.containers[0].image (ghcr.io/a/b:${TAG}); kustomize matches a tag of",
		"Cluster db4 spec.imageName (ghcr.io/a/pg:17), and 7 more; the transformers do not know these fields: spec.kustomize.fieldSpecs: true makes them know",
	}
	_, problems := kustomize.CoverWith(places, false)
	if len(problems) != len(wants) {
		t.Fatalf("%d warnings: %v", len(problems), problems)
	}
	for i, p := range problems {
		if p.Code != kustomize.UncoveredField || p.Severity != plan.Warning || !strings.Contains(p.Message, wants[i]) {
			t.Errorf("%s %s: %s\nwant %s", p.Severity, p.Code, &p, wants[i])
		}
	}
	if _, got := kustomize.CoverWith(places[3:4], false); got != nil {
		t.Errorf("a container's image is told as uncovered: %v", got)
	}
}

// TestFieldSpecs: a field that holds a reference and nothing else gets a field spec,
// for all objects of its kind, and is covered then; no other does.
func TestFieldSpecs(t *testing.T) {
	places := []plan.Place{
		{APIVersion: "postgresql.cnpg.io/v1", Kind: "Cluster", Name: "a", Field: "spec.imageName", Reference: "ghcr.io/a/pg:17", Alone: true},
		{APIVersion: "postgresql.cnpg.io/v1", Kind: "Cluster", Name: "b", Field: "spec.imageName", Reference: "ghcr.io/a/pg:16", Alone: true},
		{APIVersion: "v1", Kind: "Pod", Name: "a", Field: "spec.containers[1].env[12].value", Reference: "ghcr.io/a/b:v1", Alone: true},
		{APIVersion: "v1", Kind: "Pod", Name: "a", Field: "spec.containers[0].image", Reference: "ghcr.io/a/b:v1", Alone: true},
		{APIVersion: "example.com/v1", Kind: "Split", Name: "a", Field: "spec.image.repository", Reference: "ghcr.io/a/b:v1"},
		{APIVersion: "example.com/v1", Kind: "Quoted", Name: "a", Field: `spec["a.b"]`, Reference: "ghcr.io/a/b:v1", Alone: true},
		{APIVersion: "example.com/v1", Kind: "Open", Name: "a", Field: "spec.image", Reference: "ghcr.io/a/b:${TAG}", Alone: true},
		{APIVersion: "helm.toolkit.fluxcd.io/v2", Kind: "HelmRelease", Name: "a", Field: "spec.values.image", Reference: "ghcr.io/a/b:v1", Alone: true},
		{APIVersion: "apps.kruise.io/v1alpha1", Kind: "ImageListPullJob", Name: "a", Field: "spec.images[0]", Reference: "ghcr.io/a/b:v1", Alone: true},
		{APIVersion: "example.com/v1", Kind: "Both", Name: "a", Field: "spec.image", Reference: "ghcr.io/a/b:v1", Alone: true},
		{APIVersion: "example.com/v1", Kind: "Both", Name: "b", Field: "spec.image.reference", Reference: "ghcr.io/a/b"},
	}
	specs, problems := kustomize.CoverWith(places, true)
	if diff := cmp.Diff([]kustomize.FieldSpec{{Kind: "Pod", Path: "spec/containers[]/env[]/value"}, {Group: "postgresql.cnpg.io", Kind: "Cluster", Path: "spec/imageName"}}, specs); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	told := fmt.Sprint(problems)
	for _, kind := range []string{"Split", "Quoted", "Open", "HelmRelease", "ImageListPullJob", "Both"} {
		if !strings.Contains(told, kind+" a ") {
			t.Errorf("%s is not told: %s", kind, told)
		}
	}
	if strings.Contains(told, "Cluster") || strings.Contains(told, "Pod") {
		t.Errorf("what is covered is told: %s", told)
	}
}

// TestImageVolumes: image volumes get a field spec without being asked for, for the
// kinds that have them alone: of another kind, the field could be something else, and
// kustomize would refuse to build.
func TestImageVolumes(t *testing.T) {
	places := []plan.Place{
		{APIVersion: "v1", Kind: "Pod", Name: "a", Field: "spec.volumes[0].image.reference", Reference: "ghcr.io/a/b:v1", Alone: true},
		{APIVersion: "batch/v1", Kind: "CronJob", Name: "a", Field: "spec.jobTemplate.spec.template.spec.volumes[1].image.reference", Reference: "ghcr.io/a/b:v1", Alone: true},
		{APIVersion: "argoproj.io/v1alpha1", Kind: "Rollout", Name: "a", Field: "spec.template.spec.volumes[0].image.reference", Reference: "ghcr.io/a/b:v1", Alone: true},
	}
	specs, problems := kustomize.CoverWith(places, false)
	if problems != nil {
		t.Errorf("told as uncovered: %v", problems)
	}
	want := []kustomize.FieldSpec{
		{Kind: "Pod", Path: "spec/volumes[]/image/reference"},
		{Group: "argoproj.io", Kind: "Rollout", Path: "spec/template/spec/volumes[]/image/reference"},
		{Group: "batch", Kind: "CronJob", Path: "spec/jobTemplate/spec/template/spec/volumes[]/image/reference"},
	}
	if diff := cmp.Diff(want, specs); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
