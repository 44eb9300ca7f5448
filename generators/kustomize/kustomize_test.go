package kustomize_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/kustomize"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/google/go-cmp/cmp"
)

const wantKustomization = `# List this directory under transformers: of the kustomization that is built, not of a
# base and not of a Component. Transformers run last: tags that images: sets stay.
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
metadata:
  annotations:
    config.kubernetes.io/local-config: "true"
    ecrcache.amerintlxperts.github.io/owner: ghcr
  name: ghcr
resources:
- images.yaml
`

const wantImages = `apiVersion: builtin
imageTag:
  name: ghcr.io/a/b
  newName: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/a/b
kind: ImageTagTransformer
metadata:
  annotations:
    config.kubernetes.io/local-config: "true"
    ecrcache.amerintlxperts.github.io/owner: ghcr
  name: ghcr.io/a/b
`

// seen is what was seen of images.
func seen(t *testing.T, images ...string) plan.Seen {
	t.Helper()
	return plan.Seen{Images: references(t, images)}
}

func TestGenerate(t *testing.T) {
	files, problems := generate(t, "  kustomize: {}", seen(t, "ghcr.io/a/b:v1"))
	want := []object.File{{Name: "transformers/kustomization.yaml", Text: wantKustomization}, {Name: "transformers/images.yaml", Text: wantImages}}
	if diff := cmp.Diff(want, files); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if problems != nil {
		t.Errorf("%v", problems)
	}
}

// TestGenerateNothing: kustomize refuses a list of no transformers, so none is
// written, and the message says what to do.
func TestGenerateNothing(t *testing.T) {
	files, problems := generate(t, "  kustomize: {}", plan.Seen{})
	if files != nil || len(problems) != 1 || problems[0].Code != kustomize.NoImages || problems[0].Severity != plan.Error || !strings.Contains(problems[0].Message, "--images") {
		t.Errorf("%v %v", files, problems)
	}
}

// TestGenerateFieldSpecs: every transformer has the field specs.
func TestGenerateFieldSpecs(t *testing.T) {
	with := seen(t, "ghcr.io/a/b:v1", "ghcr.io/a/c.d:v1")
	with.Places = []plan.Place{
		{APIVersion: "v1", Kind: "Pod", Name: "a", Field: "spec.containers[1].env[12].value", Reference: "ghcr.io/a/b:v1", Alone: true},
		{APIVersion: "postgresql.cnpg.io/v1", Kind: "Cluster", Name: "a", Field: "spec.imageName", Reference: "ghcr.io/a/b:v1", Alone: true},
	}
	files, _ := generate(t, "  kustomize: {fieldSpecs: true}", with)
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
	first := strings.Replace(wantImages, "imageTag:\n", specs+"imageTag:\n", 1)
	second := strings.NewReplacer("ghcr.io/a/b", "ghcr.io/a/c.d", "ghcr/a/b", "ghcr/a/c.d").Replace(first)
	if diff := cmp.Diff(first+"---\n"+second, files[1].Text); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestTransformerNames: kustomize reads the name of an image as a regular expression, so
// a dot that would match another image of the list is escaped there. The transformer's
// own name is the image's, without the escapes.
func TestTransformerNames(t *testing.T) {
	files, _ := generate(t, "  kustomize: {}", seen(t, "ghcr.io/a/c.d:v1", "ghcr.io/a/c_d:v1"))
	if len(files) != 2 || !strings.Contains(files[1].Text, "  name: ghcr.io/a/c.d\n---\n") || !strings.Contains(files[1].Text, "imageTag:\n  name: ghcr\\.io/a/c\\.d\n") {
		t.Errorf("%v", files)
	}
}
