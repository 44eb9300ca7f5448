package kustomize_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/kustomize"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/google/go-cmp/cmp"
)

const want = `# Written by ecrcache generate from the configuration ghcr. Change that, not this file.
# A kustomization that lists this directory under components: pulls these images
# through the cache.
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
metadata:
  name: ghcr
  annotations:
    ecrcache.amerintlxperts.github.io/owner: ghcr
    config.kubernetes.io/local-config: "true"
images:
- name: ghcr.io/a/b
  newName: 1.dkr.ecr.ca-central-1.amazonaws.com/ghcr/a/b
`

func TestGenerate(t *testing.T) {
	ignored := []plan.Problem{{Code: plan.ComponentOption, Severity: plan.Warning}}
	files, problems := kustomize.Generate(&plan.Plan{Owner: "ghcr", Component: &plan.Component{
		Images:  []image.Renaming{{Name: "ghcr.io/a/b", NewName: "1.dkr.ecr.ca-central-1.amazonaws.com/ghcr/a/b"}},
		Ignored: ignored,
	}})
	if diff := cmp.Diff([]kustomize.File{{Name: "component/kustomization.yaml", Text: want}}, files); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff(ignored, problems); diff != "" {
		t.Errorf("problems: -want +got\n%s", diff)
	}
}

// TestGenerateNothing: kustomize refuses an empty Component, so none is written,
// and somebody hears why.
func TestGenerateNothing(t *testing.T) {
	if files, problems := kustomize.Generate(&plan.Plan{}); files != nil || problems != nil {
		t.Errorf("not asked for: %v %v", files, problems)
	}
	files, problems := kustomize.Generate(&plan.Plan{Component: &plan.Component{}})
	if files != nil || len(problems) != 1 || problems[0].Code != plan.NoImages || problems[0].Severity != plan.Error || !strings.Contains(problems[0].Message, "--images") {
		t.Errorf("empty: %v %v", files, problems)
	}
}

// TestGenerateFieldSpecs: kustomize reads the field specs from a file beside the
// Component, which names it.
func TestGenerateFieldSpecs(t *testing.T) {
	files, _ := kustomize.Generate(&plan.Plan{Owner: "ghcr", Component: &plan.Component{
		Images:     []image.Renaming{{Name: "ghcr.io/a/b", NewName: "1.dkr.ecr.ca-central-1.amazonaws.com/ghcr/a/b"}},
		FieldSpecs: []plan.FieldSpec{{Kind: "Pod", Path: "spec/containers[]/env[]/value"}, {Group: "postgresql.cnpg.io", Kind: "Cluster", Path: "spec/imageName"}},
	}})
	if len(files) != 2 {
		t.Fatalf("%d files", len(files))
	}
	component := strings.Replace(want, "images:\n", "configurations:\n- fieldspecs.yaml\nimages:\n", 1)
	specs := kustomize.File{Name: "component/fieldspecs.yaml", Text: `# Written by ecrcache generate from the configuration ghcr. Change that, not this file.
# The fields besides containers in which the manifests name images.
images:
- kind: Pod
  path: spec/containers[]/env[]/value
- group: postgresql.cnpg.io
  kind: Cluster
  path: spec/imageName
`}
	if diff := cmp.Diff([]kustomize.File{{Name: "component/kustomization.yaml", Text: component}, specs}, files); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
