package config

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// withImages lists repositories for kustomize, beside upstreams of which one
// leaves a part out and one has short names.
func withImages(images string) string {
	return withSpec("upstreams: [{registry: ghcr.io, exclude: [amerintlxperts/scratch]}, {registry: docker.io}]\nkustomize: {images: [" + images + "]}")
}

// TestKustomizeImagesRefused: every name by which kustomize would find nothing, or
// what no rule caches, is refused where it stands.
func TestKustomizeImagesRefused(t *testing.T) {
	const at = "spec.kustomize.images[0]: found "
	const accepted = "; accepted: an image's repository with its host and without a tag, such as ghcr.io/amerintlxperts/my-app"
	for _, test := range []struct{ images, want string }{
		{"ghcr.io/amerintlxperts/*", at + `"ghcr.io/amerintlxperts/*": kustomize's images know no globs` + accepted + "; list every repository, or give the manifests, whose images are found"},
		{"ghcr.io/amerintlxperts/app:v1", at + `"ghcr.io/amerintlxperts/app:v1": kustomize keeps the tags and digests of the manifests` + accepted + "; write ghcr.io/amerintlxperts/app"},
		{"'ghcr.io/${ORG}/app'", at + `"ghcr.io/${ORG}/app": kustomize takes the name for a regular expression, in which $ is the end` + accepted + "; write it without a placeholder"},
		{"'ghcr.io/{{ org }}/app'", at + `"ghcr.io/{{ org }}/app": kustomize takes the name for a regular expression, and it is no repository with a placeholder` + accepted + "; write it without one"},
		{"ghcr.io/Amerintlxperts/app", at + `"ghcr.io/Amerintlxperts/app": the repository holds an upper-case letter; repositories are lower case` + accepted},
		{"quay.io/prometheus/node-exporter", at + `"quay.io/prometheus/node-exporter": it is of none of the upstreams` + accepted + "; add its registry to spec.upstreams, or remove it"},
		{"ghcr.io/amerintlxperts/scratch", at + `"ghcr.io/amerintlxperts/scratch": include and exclude of the upstream ghcr.io leave it out` + accepted + "; change them, or remove it"},
		{"123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/app", at + `"123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/app": it is the name in the cache, and kustomize looks for the one upstream` + accepted + "; write ghcr.io/amerintlxperts/app"},
		{"nginx, nginx", `spec.kustomize.images[1]: found "nginx": images[0] is the same` + accepted + "; keep one of the two"},
	} {
		_, err := Parse([]byte(withImages(test.images)))
		if err == nil {
			t.Errorf("%s was accepted", test.images)
			continue
		}
		if diff := cmp.Diff(test.want, err.Error()); diff != "" {
			t.Errorf("%s: -want +got\n%s", test.images, diff)
		}
	}
}

// TestKustomizeAccepted: an empty section asks for the transformers, and Docker Hub's
// images go by any of their names.
func TestKustomizeAccepted(t *testing.T) {
	if c := mustParse(t, withSpec("kustomize: {}")); !c.Spec.Kustomize.WantsTransformers() {
		t.Error("an empty section asks for no transformers")
	}
	if c := mustParse(t, withSpec("kustomize: {transformers: false, helmReleases: true}")); c.Spec.Kustomize.WantsTransformers() {
		t.Error("transformers are generated that nobody asked for")
	}
	if mustParse(t, smallest).Spec.Kustomize.WantsTransformers() {
		t.Error("without the section there are transformers")
	}
	mustParse(t, withImages("ghcr.io/amerintlxperts/app, nginx, docker.io/library/nginx, docker.io/bitnami/redis"))
}
