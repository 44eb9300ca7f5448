package rewrite_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/google/go-cmp/cmp"
)

// smallest is the smallest configuration.
const smallest = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: ghcr}
spec: {accountID: "123456789012", region: ca-central-1}
`

const cache = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr"

// TestKindless: a document without a kind is known by its file's name, or by
// kustomize's form of images.
func TestKindless(t *testing.T) {
	const (
		values        = "controller:\n  image:\n    repository: ghcr.io/amerintlxperts/app\n    tag: v1\n"
		images        = "images:\n- name: ghcr.io/amerintlxperts/app\n"
		kustomization = "images:\n- name: app\n  newName: ghcr.io/amerintlxperts/app\n"
	)
	for _, test := range []struct {
		path, text string
		rewritten  bool
	}{
		{"app/kustomization.yaml", kustomization, true},
		{"app/kustomization.yml", kustomization, true},
		{"Kustomization", kustomization, true},
		{"app/images.yaml", kustomization, true},
		{"", kustomization, true},
		{"app/images.yaml", images, false},
		{"app/images.yaml", kustomization + "- name: ghcr.io/amerintlxperts/app\n  arch: arm64\n", false},
		{"chart/values.yaml", values, true},
		{"values-prod.yaml", values, true},
		{"values.prod.yml", values, true},
		{"prod-values.yaml", values, true},
		{"prod.values.yaml", values, true},
		{"devalues.yaml", values, false},
		{"chart/values.md", values, false},
		{"", values, false},
	} {
		want := test.text
		if test.rewritten {
			want = strings.ReplaceAll(want, "ghcr.io", cache)
		}
		got, _ := run(t, smallest, test.path, test.text)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", test.path, diff)
		}
	}
}

// TestMalformed: text in an image field is our matter when it names one of our
// registries, or could be a short name.
func TestMalformed(t *testing.T) {
	const hub = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: hub}
spec: {accountID: "123456789012", region: ca-central-1, upstreams: [{registry: docker.io}]}
`
	for _, test := range []struct {
		config, image string
		warned        bool
	}{
		{smallest, "ghcr.io/amerintlxperts/my app:v1", true},
		{smallest, "my app # ghcr.io", true},
		{smallest, "set by CI", false},
		{hub, "set by CI", true},
	} {
		_, report := run(t, test.config, "", "kind: Pod\nspec:\n  initContainers:\n  - image: ghcr.io/a/b:v1\n  containers:\n  - image: '"+test.image+"'\n")
		warned := false
		for _, f := range report.Findings {
			warned = warned || f.Code == outcome.Malformed
		}
		if warned != test.warned {
			t.Errorf("%s: warned %v, want %v", test.image, warned, test.warned)
		}
	}
}

// TestIstioAuto: the word by which Istio puts in its proxy is no short name.
func TestIstioAuto(t *testing.T) {
	const hub = "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\n" +
		"spec: {accountID: '123456789012', region: ca-central-1, upstreams: [{registry: docker.io}]}\n"
	const pod = "kind: Pod\nspec:\n  containers:\n  - {name: istio-proxy, image: auto}\n  - {name: web, image: nginx}\n"
	got, _ := run(t, hub, "", pod)
	want := strings.Replace(pod, "image: nginx", "image: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/docker-hub/library/nginx", 1)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// run rewrites one source by a configuration.
func run(t *testing.T, configuration, path, text string) (string, *outcome.Report) {
	t.Helper()
	c, err := config.Parse([]byte(configuration))
	if err != nil {
		t.Fatal(err)
	}
	r, err := rewrite.New(c)
	if err != nil {
		t.Fatal(err)
	}
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	edits, report, err := r.Items(path, items)
	if err != nil {
		t.Fatal(err)
	}
	return string(yamlbytes.Splice([]byte(text), edits)), report
}
