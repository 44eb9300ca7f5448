package decide_test

import (
	"slices"
	"testing"
)

// TestPrefix: a registry to which an operator joins names moves where every such name goes through
// the cache, and stays where one of them would not.
func TestPrefix(t *testing.T) {
	const kubevirt = "apiVersion: kubevirt.io/v1\nkind: KubeVirt\nmetadata: {name: a}\nspec: {imageRegistry: "
	const tigera = "apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: {name: a}\nspec: {registry: " // names of two parts or more
	for name, test := range map[string]struct {
		spec, text string
		want       []string
	}{
		"a path":                     {upstreams, kubevirt + "ghcr.io/acme}", []string{"ghcr.io/acme to CACHE/ghcr/acme"}},
		"a host":                     {upstreams, kubevirt + "ghcr.io}", []string{"ghcr.io to CACHE/ghcr"}},
		"a slash at its end":         {upstreams, kubevirt + "ghcr.io/acme/}", []string{"ghcr.io/acme/ to CACHE/ghcr/acme/"}},
		"a part of a registry":       {upstreams, kubevirt + "quay.io/prometheus}", []string{"quay.io/prometheus to CACHE/prom/prometheus"}},
		"more than the part":         {upstreams, kubevirt + "quay.io}", nil},
		"an organization of the Hub": {upstreams, kubevirt + "docker.io/acme}", []string{"docker.io/acme to CACHE/docker-hub/acme"}},
		"the Hub, one word follows":  {upstreams, kubevirt + "docker.io}", nil},
		"the Hub, two words follow":  {upstreams, tigera + "docker.io/}", []string{"docker.io/ to CACHE/docker-hub/"}},
		"an organization, no host":   {upstreams, kubevirt + "acme}", nil},
		"no upstream":                {upstreams, kubevirt + "registry.k8s.io}", nil},
		"some names are excluded":    {"upstreams: [{registry: ghcr.io, exclude: [acme/secret]}]", kubevirt + "ghcr.io/acme}", nil},
		"some names are included":    {"upstreams: [{registry: ghcr.io, include: [acme/*]}]", kubevirt + "ghcr.io/acme}", nil},
		"another rule for a part":    {"upstreams: [{registry: ghcr.io}, {registry: ghcr.io/acme/web, prefix: web}]", kubevirt + "ghcr.io/acme}", nil},
		"restored":                   {restore, kubevirt + registry + "/ghcr/acme}", []string{registry + "/ghcr/acme to ghcr.io/acme"}},
		"restored to a host":         {restore, kubevirt + registry + "/ghcr}", []string{registry + "/ghcr to ghcr.io"}},
		"restored to the Hub":        {upstreams + "\n  " + restore, kubevirt + registry + "/docker-hub/acme}", []string{registry + "/docker-hub/acme to docker.io/acme"}},
		"excluded by kind":           {"rewrite: {exclude: [{kind: KubeVirt}]}", kubevirt + "ghcr.io/acme}", nil},
	} {
		if got := written(t, rulesOf(t, test.spec), read(t, "a.yaml", test.text)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
