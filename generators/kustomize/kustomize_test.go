package kustomize_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/kustomize"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/google/go-cmp/cmp"
)

const wantKustomization = `# Written by ecrcache generate from the configuration ghcr. Change that, not this file.
# List this directory under transformers: of the kustomization that is built, not of a
# base and not of a Component. Transformers run last: tags that images: sets stay.
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
metadata:
  name: ghcr
  annotations:
    ecrcache.amerintlxperts.github.io/owner: ghcr
    config.kubernetes.io/local-config: "true"
resources:
- images.yaml
`

const wantImages = `# Written by ecrcache generate from the configuration ghcr. Change that, not this file.
apiVersion: builtin
kind: ImageTagTransformer
metadata:
  name: ghcr.io/a/b
  annotations:
    ecrcache.amerintlxperts.github.io/owner: ghcr
    config.kubernetes.io/local-config: "true"
imageTag:
  name: ghcr.io/a/b
  newName: 1.dkr.ecr.ca-central-1.amazonaws.com/ghcr/a/b
`

func TestGenerate(t *testing.T) {
	ignored := []plan.Problem{{Code: plan.KustomizeOption, Severity: plan.Warning}}
	files, problems := kustomize.Generate(&plan.Plan{Owner: "ghcr", Transformers: &plan.Transformers{
		Images:  []image.Renaming{{Name: "ghcr.io/a/b", NewName: "1.dkr.ecr.ca-central-1.amazonaws.com/ghcr/a/b"}},
		Ignored: ignored,
	}})
	want := []kustomize.File{{Name: "transformers/kustomization.yaml", Text: wantKustomization}, {Name: "transformers/images.yaml", Text: wantImages}}
	if diff := cmp.Diff(want, files); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff(ignored, problems); diff != "" {
		t.Errorf("problems: -want +got\n%s", diff)
	}
}

// TestGenerateNothing: kustomize refuses a list of no transformers, so none is
// written, and somebody hears why.
func TestGenerateNothing(t *testing.T) {
	if files, problems := kustomize.Generate(&plan.Plan{}); files != nil || problems != nil {
		t.Errorf("not asked for: %v %v", files, problems)
	}
	files, problems := kustomize.Generate(&plan.Plan{Transformers: &plan.Transformers{}})
	if files != nil || len(problems) != 1 || problems[0].Code != plan.NoImages || problems[0].Severity != plan.Error || !strings.Contains(problems[0].Message, "--images") {
		t.Errorf("empty: %v %v", files, problems)
	}
}

// TestGenerateFieldSpecs: every transformer has the field specs. The name of a
// transformer is the image's without the signs of a regular expression.
func TestGenerateFieldSpecs(t *testing.T) {
	files, _ := kustomize.Generate(&plan.Plan{Owner: "ghcr", Transformers: &plan.Transformers{
		Images: []image.Renaming{
			{Name: "ghcr.io/a/b", NewName: "1.dkr.ecr.ca-central-1.amazonaws.com/ghcr/a/b"},
			{Name: `ghcr\.io/a/c\.d`, NewName: "1.dkr.ecr.ca-central-1.amazonaws.com/ghcr/a/c.d"},
		},
		FieldSpecs: []plan.FieldSpec{{Kind: "Pod", Path: "spec/containers[]/env[]/value"}, {Group: "postgresql.cnpg.io", Kind: "Cluster", Path: "spec/imageName"}},
	}})
	if len(files) != 2 {
		t.Fatalf("%d files", len(files))
	}
	const specs = `fieldSpecs:
- kind: Pod
  path: spec/containers[]/env[]/value
- group: postgresql.cnpg.io
  kind: Cluster
  path: spec/imageName
`
	first := wantImages + specs
	_, second, _ := strings.Cut(first, "\n")
	second = strings.NewReplacer("  name: ghcr.io/a/b\n  annotations", "  name: ghcr.io/a/c.d\n  annotations", "  name: ghcr.io/a/b\n  newName", "  name: ghcr\\.io/a/c\\.d\n  newName", "ghcr/a/b", "ghcr/a/c.d").Replace(second)
	if diff := cmp.Diff(first+"---\n"+second, files[1].Text); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
