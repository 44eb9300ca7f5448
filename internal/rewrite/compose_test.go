package rewrite_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSpread: a reference spread over the fields of a chart's values keeps its
// parts where they were.
func TestSpread(t *testing.T) {
	const (
		hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
		ecr = "123456789012.dkr.ecr.ca-central-1.amazonaws.com"
	)
	for _, test := range []struct{ in, want string }{
		{"{repository: ghcr.io/a/b, tag: v1}", "{repository: " + ecr + "/ghcr/a/b, tag: v1}"},
		{"{repository: ghcr.io/a/b:v1}", "{repository: " + ecr + "/ghcr/a/b:v1}"},
		{"{repository: ghcr.io/a/b, tag: v1@sha256:" + hex + "}", "{repository: " + ecr + "/ghcr/a/b, tag: v1@sha256:" + hex + "}"},
		{"{repository: ghcr.io/a/b@sha256, tag: " + hex + "}", "{repository: " + ecr + "/ghcr/a/b@sha256, tag: " + hex + "}"},
		{"{registry: ghcr.io, repository: a/b@sha256, tag: " + hex + "}", "{registry: " + ecr + "/ghcr, repository: a/b@sha256, tag: " + hex + "}"},
		{"{registry: ghcr.io/a, repository: b@sha256, tag: " + hex + "}", "{registry: " + ecr + "/ghcr/a, repository: b@sha256, tag: " + hex + "}"},
		{"{repository: ghcr.io/a/b, digest: sha256:" + hex + "}", "{repository: " + ecr + "/ghcr/a/b, digest: sha256:" + hex + "}"},
		{"{repository: ghcr.io/a/b, tag: v1, sha: " + hex + "}", "{repository: " + ecr + "/ghcr/a/b, tag: v1, sha: " + hex + "}"},
		{"{registry: ghcr.io, repository: a/b, tag: v1}", "{registry: " + ecr + "/ghcr, repository: a/b, tag: v1}"},
		{"{registry: ghcr.io/a, repository: b, tag: v1}", "{registry: " + ecr + "/ghcr/a, repository: b, tag: v1}"},
		{"{registry: ghcr.io/, repository: a/b}", "{registry: " + ecr + "/ghcr/, repository: a/b}"},
		{"{registry: '', repository: ghcr.io/a/b}", "{registry: '', repository: " + ecr + "/ghcr/a/b}"},
		{"{registry: null, repository: ghcr.io/a/b, tag: null}", "{registry: null, repository: " + ecr + "/ghcr/a/b, tag: null}"},
		{"{repository: ghcr.io/a/b, tag: ''}", "{repository: " + ecr + "/ghcr/a/b, tag: ''}"},
		{"{repository: ghcr.io/a/b:v1, tag: v2}", "{repository: ghcr.io/a/b:v1, tag: v2}"},
		{"{repository: ghcr.io/a/b@sha256:" + hex + ", tag: v2}", "{repository: ghcr.io/a/b@sha256:" + hex + ", tag: v2}"},
	} {
		const before = "kind: HelmRelease\napiVersion: helm.toolkit.fluxcd.io/v2\nspec: {values: {image: "
		got, _ := run(t, smallest, "", before+test.in+"}}\n")
		if diff := cmp.Diff(before+test.want+"}}\n", got); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	}
}
