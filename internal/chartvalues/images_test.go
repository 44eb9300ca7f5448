package chartvalues

import (
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// TestImages: what is found in the values of a chart, as form, doubt, registry and name.
func TestImages(t *testing.T) {
	for _, test := range []struct {
		values string
		whole  bool
		want   []string
	}{
		{"image: {repository: ghcr.io/o/a, tag: v1}", false, []string{"whole ghcr.io/o/a"}},
		{"image: ghcr.io/o/a:v1", false, []string{"whole ghcr.io/o/a:v1"}},
		{"image: {registry: ghcr.io, repository: o/a}", false, []string{"joined ghcr.io o/a"}},
		{"image: {registry: ghcr.io/o/, name: a}", false, []string{"joined ghcr.io/o/ a"}},
		{"image: {registry: localhost:5000, repository: a}", false, []string{"joined localhost:5000 a"}},
		{"image: {registry: ~, defaultRegistry: ghcr.io, repository: o/a}", false, []string{"joined ghcr.io o/a"}},
		// A part of a name is no whole one.
		{"image: {repository: o/a, tag: v1}", false, []string{"whole short-name o/a"}},
		{"image: {repository: o/a, tag: v1}", true, []string{"whole o/a"}},
		{"global: {imageRegistry: quay.io}\nimage: {repository: o/a}", true, []string{"prefix quay.io", "whole covered o/a"}},
		{"hub: docker.io/istio\nproxy: {image: proxyv2}", false, []string{"prefix docker.io/istio", "whole covered proxyv2"}},
		{"image: {registry: org, repository: a}", false, []string{"joined short-name org a"}},
		{"image: {registry: quay.io, organization: o, repository: a}", false, []string{"joined one-word quay.io a"}},
		// So are names under other keys, and an organization whose names are in the templates.
		{"global: {imageK8S: 'hashicorp/consul:1'}", false, []string{"whole short-name hashicorp/consul:1"}},
		{"images: {analytics: traffic_analytics, tag: latest, pullPolicy: always}", false, []string{"whole short-name traffic_analytics"}},
		{"manager: {image: {hub: intel, tag: v1}}", false, []string{"whole short-name intel"}},
		// What stands as a registry may be all of the name.
		{"image: {registry: docker.io/busybox, tag: v1}", false, []string{"whole one-word docker.io/busybox"}},
		{"image: {registry: docker.io/o/a, tag: v1}", false, []string{"prefix docker.io/o/a"}},
		{"image: {registry: docker.io/istio/, tag: v1}", false, []string{"prefix docker.io/istio/"}},
		{"hub: docker.io/istio\ntag: v1\nproxy: {image: proxyv2}", false, []string{"prefix docker.io/istio", "whole covered proxyv2"}},
		// A container is copied as it is, also below a registry.
		{"imageRegistry: quay.io\nextraContainers: [{name: a, image: busybox}]", false, []string{"prefix quay.io", "whole busybox"}},
		// Two that contradict each other.
		{"image: {registry: quay.io, repository: ghcr.io/o/a}", false, []string{"whole two-registries ghcr.io/o/a"}},
		{"x: {name: metrics, registry: quay.io, repository: ghcr.io/o/a}", false, []string{"whole two-registries ghcr.io/o/a"}},
		{"x: {repo: https://example.com, registry: quay.io, repository: ghcr.io/o/a}", false, []string{"whole two-registries ghcr.io/o/a"}},
		{"image: {name: ghcr.io/o/b, registry: quay.io, repository: ghcr.io/o/a}", false, []string{"whole two-registries ghcr.io/o/a", "whole ghcr.io/o/b"}},
		// But for a name that goes with the registry.
		{"image: {name: o/b, registry: quay.io, repository: ghcr.io/o/a}", false, []string{"whole ghcr.io/o/a", "prefix quay.io"}},
		{"x: {imageName: o/b, registry: quay.io, repository: ghcr.io/o/a}", false, []string{"whole ghcr.io/o/a", "prefix quay.io", "whole short-name o/b"}},
		// A placeholder is no host, but for its default.
		{"image: {registry: quay.io, repository: '${A:-b}/c'}", false, []string{"joined quay.io ${A:-b}/c"}},
		{"image: {repository: '${REGISTRY:-ghcr.io}/o/a'}", false, []string{"whole ${REGISTRY:-ghcr.io}/o/a"}},
		// The repository of a chart, and images beside it.
		{"apps: [{repository: ghcr.io/o/charts, chart: podinfo, version: 1.2.3}]", false, nil},
		{"apps: [{registry: ghcr.io, repository: o/charts, chartName: podinfo, version: 1.2.3}]", false, nil},
		{"chart: {repository: ghcr.io/o/charts, name: podinfo, version: 1.2.3}", false, nil},
		{"helm-charts: [{repository: ghcr.io/o/charts, name: podinfo, image: 'ghcr.io/o/a:v1'}]", false, []string{"whole ghcr.io/o/a:v1"}},
		{"chart: {repository: ghcr.io/o/a, tag: v1, pullPolicy: Always}", false, []string{"whole ghcr.io/o/a"}},
		{"chart: {image: {repository: ghcr.io/o/a, version: 1.2.3}}", false, []string{"whole ghcr.io/o/a"}},
		{"chart: {chart: a, image: ghcr.io/o/a, version: 1.2.3}", false, []string{"whole ghcr.io/o/a"}},
		{"app: {repository: ghcr.io/o/a, chart: a-1.2.3, tag: v1}", false, []string{"whole ghcr.io/o/a"}},
		{"app: {repository: ghcr.io/o/a, chart: {name: a}}", false, []string{"whole ghcr.io/o/a"}},
		// No images.
		{"git: {repository: o/a}", false, nil},
		{"registry: {address: ghcr.io, username: me}", false, nil},
		{"login: {registry: ghcr.io, password: x}", false, nil},
		{"imageCredentials: {registry: ghcr.io, existingSecret: regcred}", false, nil},
		{"imageCredentials: {registry: ghcr.io, name: regcred, username: me}", false, nil},
		{"imageRegistryCredentials: {registry: ghcr.io, name: regcred, create: true}", false, nil},
		{"imageCredentials: {registry: {url: ghcr.io}, repoPath: o}", false, []string{"prefix ghcr.io"}},
		{"image: {registry: ghcr.io, pullSecret: regcred}", false, []string{"prefix ghcr.io"}},
		{"hostUsers: null\ndefaultImageRegistry: quay.io", false, []string{"prefix quay.io"}},
		{"global: {hostUsers: false, registry: quay.io}", false, []string{"prefix quay.io"}},
		{"global: {user: x, registry: quay.io}", false, nil},
		{"image: {pullPolicy: Always}\nname: agent", false, nil},
		{"image: [1, {a: ~}]\nrepository: {}\nregistry: 3", false, nil},
	} {
		root, refusals := yamlbytes.ParseDocument([]byte(test.values))
		if len(refusals) > 0 {
			t.Fatal(refusals)
		}
		var got []string
		collect(Root(root, test.whole), root, &got)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s\nhas %q, want %q", test.values, got, test.want)
		}
	}
}

func collect(s Scope, m *yamlbytes.Node, into *[]string) {
	for _, element := range m.Items {
		collect(s.Element(element), element, into)
	}
	if m.Kind != yamlbytes.Mapping {
		return
	}
	s.Images(m, func(i Image) {
		words := []string{[]string{"whole", "joined", "prefix"}[i.Form], string(i.Doubt)}
		if i.Registry != nil {
			words = append(words, i.Registry.Value)
		}
		*into = append(*into, strings.Join(strings.Fields(strings.Join(append(words, i.Name.Value), " ")), " "))
	})
	for i := range m.Pairs {
		collect(s.Into(m, m.Pairs[i].Key.Value), m.Pairs[i].Value, into)
	}
}
