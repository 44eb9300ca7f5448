package admission

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/version"
)

const cache = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/"

// latest is what a policy is held to when Kubernetes 1.36 creates it: the release before.
var latest = version.MajorMinor(1, 35)

// configOf is a configuration with a spec, whose lines need no indentation.
func configOf(t testing.TB, spec string) *v1alpha1.PullThroughCache {
	t.Helper()
	text := "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nmetadata: {name: ghcr}\nspec:\n  accountID: \"123456789012\"\n  region: ca-central-1\n"
	for line := range strings.Lines(spec) {
		text += "  " + line
	}
	c, err := config.Parse([]byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return c
}

// streamOf is what is generated for a configuration.
func streamOf(t testing.TB, c *v1alpha1.PullThroughCache) string {
	t.Helper()
	files, problems := generators.Files(c, plan.Seen{})
	if plan.Failed(problems) {
		t.Fatal(problems)
	}
	return generators.Stream(files)
}

// policiesOf are the policies of a spec.
func policiesOf(t testing.TB, spec string, params runtime.Object) *Policies {
	t.Helper()
	p, err := Compile(streamOf(t, configOf(t, spec)), latest, params)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const (
	one  = "upstreams: [{registry: ghcr.io}]\nadmission: {validate: [Warn, Audit]}\n"
	many = `upstreams:
  - {registry: ghcr.io, exclude: [private/**]}
  - {registry: ghcr.io/fluxcd, prefix: flux}
  - {registry: docker.io}
  - {registry: quay.io}
admission: {validate: [Deny]}
`
)
