package decide_test

import (
	"slices"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/chartvalues"
)

// release is a HelmRelease with values, which are written in one line.
func release(values string) string {
	return "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: shop, namespace: web}\nspec:\n  values: " + values + "\n"
}

// TestValues: values of a chart change where they say the whole name, however the chart joins them,
// and the rows of docs/charts.md say what is written. Names without a registry are left.
func TestValues(t *testing.T) {
	r := rulesOf(t, "upstreams: [{registry: ghcr.io}, {registry: docker.io}, {registry: quay.io}, {registry: registry.k8s.io}, {registry: public.ecr.aws}]")
	for values, want := range map[string][]string{
		"{image: {repository: ghcr.io/acme/app, tag: v1}}":                                                        {"ghcr.io/acme/app to CACHE/ghcr/acme/app"},
		"{image: 'ghcr.io/acme/app:v1'}":                                                                          {"ghcr.io/acme/app:v1 to CACHE/ghcr/acme/app:v1"},
		"{image: {registry: ghcr.io, repository: acme/app}}":                                                      {"ghcr.io to CACHE/ghcr"},
		"{image: {registry: docker.io, repository: memcached, tag: '1'}}":                                         {"docker.io to CACHE/docker-hub/library"},
		"{image: {registry: docker.io, repository: acme/app, tag: '1'}}":                                          {"docker.io to CACHE/docker-hub"},
		"{global: {imageRegistry: ghcr.io}, image: {registry: ghcr.io, repository: acme/app}}":                    {"ghcr.io to CACHE/ghcr"},
		"{global: {hub: docker.io/istio}, image: proxyv2}":                                                        {"docker.io/istio to CACHE/docker-hub/istio", "proxyv2: foreign, info covered-name"},
		"{registry: quay.io, image: {tag: v1}}":                                                                   {"quay.io to CACHE/quay"},
		"{image: {registry: ghcr.io/acme/, tag: ''}}":                                                             {"ghcr.io/acme/ to CACHE/ghcr/acme/"},
		"{image: {registry: ghcr.io/acme/app, tag: v1}}":                                                          {"ghcr.io/acme/app to CACHE/ghcr/acme/app"},
		"{extraContainers: [{name: a, image: 'nginx:1'}]}":                                                        {"nginx:1 to CACHE/docker-hub/library/nginx:1"},
		"{image: {repository: acme/app, tag: v1}}":                                                                {"acme/app:v1: doubtful, warning short-name pulled"},
		"{image: {repository: app, pullPolicy: Always}}":                                                          {"app: doubtful, warning short-name pulled"},
		"{image: {repository: app}}":                                                                              {"app: doubtful, warning short-name pulled"},
		"{image: {name: app, tag: v1}}":                                                                           {"app:v1: doubtful, warning short-name pulled"},
		"{image: {name: app, digest: 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'}}": {"app" + digest + ": doubtful, warning short-name pulled"},
		"{image: {name: app, pullPolicy: Always}}":                                                                {"app: doubtful, warning short-name pulled"},
		"{image: {name: app, imagePullPolicy: Always}}":                                                           {"app: doubtful, warning short-name pulled"},
		"{image: {name: app, other: x}}":                                                                          {"app: doubtful, warning short-name"},
		"{image: {repository: \"{{ r | default('ghcr.io') }}/acme/app\"}}":                                        {"{{ r | default('ghcr.io') }}/acme/app to {{ r | default('CACHE/ghcr') }}/acme/app"},
		"{image: {name: docker.io/acme, tag: ''}}":                                                                {"docker.io/acme to CACHE/docker-hub/library/acme"}, // a tag beside it says that it is an image
		"{image: app}":      {"app: doubtful, warning short-name"}, // it may be anything
		"{image: acme/app}": {"acme/app: doubtful, warning short-name pulled"},
		"{registry: ghcr.io, web: {image: {repository: acme/app}}}":                            {"acme/app: foreign, info covered-name", "ghcr.io to CACHE/ghcr"},
		"{global: {imageRegistry: ghcr.io}, web: {image: {repository: acme/app}}}":             {"acme/app: foreign, info covered-name", "ghcr.io to CACHE/ghcr"},
		"{image: {registry: docker.io}}":                                                       nil, // library/ would be needed by names of one word
		"{image: {registry: docker.io/busybox, tag: v1}}":                                      nil, // an organization, or an image
		"{image: {registry: quay.io, repository: ghcr.io/acme/app}}":                           {"ghcr.io/acme/app: doubtful, warning two-registries pulled"},
		"{global: {imageRegistry: harbor.example.com}, image: {repository: ghcr.io/acme/app}}": {"ghcr.io/acme/app: doubtful, warning two-registries pulled"},
		"{global: {imageRegistry: " + registry + "}, image: {repository: ghcr.io/acme/app}}":   {"ghcr.io/acme/app to CACHE/ghcr/acme/app"},
		"{image: {repository: ghcr.io/acme/app, tag: 'a:b'}}":                                  {"ghcr.io/acme/app:a:b: foreign, warning malformed-reference, left"},
		"{image: {registry: ghcr.io, repository: acme/app, tag: 'a:b'}}":                       {"ghcr.io/acme/app:a:b: foreign, warning malformed-reference, left"},
		"{image: {registry: gcr.io, repository: acme/app, tag: 'a:b'}}":                        nil,
		"{image: {registry: docker.io, repository: app, sidecarImage: 'docker.io/acme/b:1'}}":  {"docker.io/acme/b:1 to CACHE/docker-hub/acme/b:1"}, // the registry is joined to other names, too
		"{image: {registry: gcr.io, repository: acme/app}}":                                    nil,
	} {
		if got := written(t, r, read(t, "release.yaml", release(values))); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", values, got, want)
		}
	}
}

// TestShortNames: rewrite.shortNames says by the name of an object, or the path of a file, that names
// without a registry are Docker Hub's. It does not hold for names below a registry.
func TestShortNames(t *testing.T) {
	const values = "{image: {repository: acme/app, tag: v1}}"
	for name, test := range map[string]struct {
		globs, file, text string
		want              []string
	}{
		"of the release":         {"[shop]", "release.yaml", release(values), []string{"acme/app to CACHE/docker-hub/acme/app"}},
		"of another release":     {"[other]", "release.yaml", release(values), []string{"acme/app:v1: doubtful, warning short-name pulled"}},
		"of a file":              {"['**/values.yaml']", "charts/shop/values.yaml", values, []string{"acme/app to CACHE/docker-hub/acme/app"}},
		"of another file":        {"['**/values.yaml']", "charts/shop/values-dev.yaml", values, []string{"acme/app:v1: doubtful, warning short-name pulled"}},
		"of nothing":             {"[]", "release.yaml", release(values), []string{"acme/app:v1: doubtful, warning short-name pulled"}},
		"an official image":      {"[shop]", "release.yaml", release("{image: {repository: nginx, tag: v1}}"), []string{"nginx to CACHE/docker-hub/library/nginx"}},
		"below another registry": {"[shop]", "release.yaml", release("{registry: ghcr.io, web: {image: {repository: acme/app}}}"), []string{"acme/app: foreign, info covered-name", "ghcr.io to CACHE/ghcr"}},
	} {
		r := rulesOf(t, upstreams, "rewrite: {shortNames: "+test.globs+"}")
		if got := written(t, r, read(t, test.file, test.text)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// TestShortNamesRestored: a restore moves names of the cache alone, so a name without a registry is no
// doubt of its own, and a registry beside a whole name is none of its business.
func TestShortNamesRestored(t *testing.T) {
	for values, want := range map[string][]string{
		"{image: {repository: acme/app, tag: v1}}":                   {"acme/app:v1: foreign, doubt"},
		"{image: {registry: quay.io, repository: ghcr.io/acme/app}}": nil,
	} {
		if got := written(t, rulesOf(t, upstreams, restore), read(t, "release.yaml", release(values))); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", values, got, want)
		}
	}
}

// TestShortNamesElsewhere: where Docker Hub is no upstream, a name without a registry in values is not
// left behind, but it is not known of which registry it is.
func TestShortNamesElsewhere(t *testing.T) {
	r := rulesOf(t, "upstreams: [{registry: ghcr.io}]")
	for values, want := range map[string][]string{
		"{image: {repository: acme/app, tag: v1}}":                 {"acme/app:v1: foreign, doubt"},
		"{registry: gcr.io, web: {image: {repository: acme/app}}}": {"acme/app: foreign, doubt"},
		"{image: {registry: gcr.io, repository: acme/app}}":        nil,
	} {
		if got := written(t, r, read(t, "release.yaml", release(values))); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", values, got, want)
		}
	}
}

// TestChart: what a chart does with a name decides where it is known. A name that the chart uses as it
// is is Docker Hub's; one that a template takes without the registry beside it is doubtful.
func TestChart(t *testing.T) {
	dex := chartvalues.Known("dex", "https://charts.dexidp.io", "0.24.0")
	logs := chartvalues.KnownByName("testkube-logs")
	for name, test := range map[string]struct {
		chart     *chartvalues.Chart
		upstreams string
		values    string
		want      []string
	}{
		"a name as it is":              {dex, upstreams, "{image: {repository: dexidp/dex, tag: v2}}", []string{"dexidp/dex to CACHE/docker-hub/dexidp/dex"}},
		"another name of that chart":   {dex, upstreams, "{web: {image: {repository: dexidp/dex, tag: v2}}}", []string{"dexidp/dex:v2: doubtful, warning short-name pulled"}},
		"a registry that is not used":  {logs, upstreams, "{image: {registry: ghcr.io, repository: acme/app, tag: v1}}", []string{"acme/app:v1: doubtful, warning skipped-registry pulled"}},
		"the same, without Docker Hub": {logs, "upstreams: [{registry: ghcr.io}]", "{image: {registry: ghcr.io, repository: acme/app, tag: v1}}", []string{"acme/app:v1: foreign, doubt"}},
	} {
		if got := writtenOf(t, rulesOf(t, test.upstreams), test.chart, read(t, "release.yaml", release(test.values))); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
