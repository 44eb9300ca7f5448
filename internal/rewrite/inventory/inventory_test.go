package inventory_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/reason"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/google/go-cmp/cmp"
)

const (
	registry = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/"
	digest   = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
	// caches has a cache for ghcr.io, Docker Hub and a part of quay.io.
	caches = "upstreams: [{registry: ghcr.io, exclude: [amerintlxperts/secret]}, {registry: docker.io}, {registry: quay.io/prometheus, prefix: prom}]"
)

// rulesOf are the rules of a configuration with some lines in its spec.
func rulesOf(t *testing.T, spec ...string) *decide.Rules {
	t.Helper()
	text := "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec:\n  accountID: '123456789012'\n  region: ca-central-1\n"
	c, err := config.Parse([]byte(text + "  " + strings.Join(spec, "\n  ") + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	r := decide.NewRules(c)
	return &r
}

// read reads the object of a file.
func read(t *testing.T, text string) *object.Object {
	t.Helper()
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil || len(items) != 1 {
		t.Fatalf("%d items, %v", len(items), err)
	}
	root, err := items[0].Parse()
	if err != nil {
		t.Fatal(err)
	}
	source := object.NewText("app.yaml", func(string) bool { return false }, &object.LateTexts{})
	return object.New(source, &items[0], root, 0)
}

// list lists the images in the fields of an object.
func list(t *testing.T, r *decide.Rules, o *object.Object) []inventory.Image {
	t.Helper()
	finder, err := fields.NewFinder(append(fields.Table(), fields.OCIAddresses())...)
	if err != nil {
		t.Fatal(err)
	}
	var all []inventory.Image
	p := inventory.NewPass(r, &all)
	finder.NewSearch().Find(o.Kind, o.Root, func(place *fields.Place) {
		d := r.Decide(o, place, place.Texts().String())
		p.Image(object.At(o, place), &d)
	})
	return all
}

// pod is a Pod with one container.
func pod(image string) string {
	return "apiVersion: v1\nkind: Pod\nmetadata: {name: app, namespace: web}\nspec:\n  containers:\n  - name: main\n    image: '" + image + "'\n"
}

// TestStatus: what each kind of reference is to the cache, and why it is not covered.
func TestStatus(t *testing.T) {
	const otherAccount, otherRegion = "210987654321.dkr.ecr.ca-central-1.amazonaws.com/", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/"
	type row struct {
		Status                                                   inventory.Status
		Reason                                                   string // a part of it
		Upstream, Prefix, UpstreamReference, CacheReference, Tag string
	}
	for image, want := range map[string]row{
		"ghcr.io/amerintlxperts/app:v1": {inventory.StatusCovered, "", "ghcr.io", "ghcr", "ghcr.io/amerintlxperts/app:v1", registry + "ghcr/amerintlxperts/app:v1", "v1"},
		// An official image has library/ in the cache: https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-working-pulling.html
		"nginx:1.29": {inventory.StatusCovered, "", "docker.io", "docker-hub", "nginx:1.29", registry + "docker-hub/library/nginx:1.29", "1.29"},
		// The names are those of the default alone.
		"${IMAGE:-ghcr.io/amerintlxperts/a}":    {inventory.StatusCovered, "", "ghcr.io", "ghcr", "ghcr.io/amerintlxperts/a", registry + "ghcr/amerintlxperts/a", ""},
		registry + "ghcr/amerintlxperts/app:v1": {inventory.StatusCached, "", "ghcr.io", "ghcr", "ghcr.io/amerintlxperts/app:v1", registry + "ghcr/amerintlxperts/app:v1", "v1"},
		"ghcr.io/amerintlxperts/secret:v1":      {inventory.StatusExcluded, "the configuration excludes it", "ghcr.io", "ghcr", "ghcr.io/amerintlxperts/secret:v1", "", "v1"},
		"ghcr.io/${ORG}/app:v1":                 {inventory.StatusLeft, "a placeholder hides", "ghcr.io", "ghcr", "ghcr.io/${ORG}/app:v1", "", "v1"},
		// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html: a name has no more than 256 characters.
		"ghcr.io/" + strings.Repeat("a/", 126) + "a": {inventory.StatusRefused, "256", "ghcr.io", "ghcr", "ghcr.io/" + strings.Repeat("a/", 126) + "a", "", ""},
		"quay.io/prometheus/prometheus:v3":           {inventory.StatusCovered, "", "quay.io/prometheus", "prom", "quay.io/prometheus/prometheus:v3", registry + "prom/prometheus/prometheus:v3", "v3"},
		"quay.io/amerintlxperts/app:v1":              {inventory.StatusNoRule, "of quay.io the configuration covers only quay.io/prometheus", "", "", "", "", "v1"},
		"registry.k8s.io/pause:3.10":                 {inventory.StatusNoRule, "no upstream is configured for registry.k8s.io", "", "", "", "", "3.10"},
		"gcr.io/amerintlxperts/app:v1":               {inventory.StatusNoRule, "ECR cannot cache gcr.io", "", "", "", "", "v1"}, // as ECR's list of upstreams has none
		"${REGISTRY}/app:v1":                         {inventory.StatusNoRule, "a placeholder hides which registry", "", "", "", "", "v1"},
		registry + "own/app:v1":                      {inventory.StatusOtherECR, "under the prefix of no upstream", "", "", "", "", "v1"},
		otherAccount + "ghcr/amerintlxperts/app:v1":  {inventory.StatusOtherECR, "another account or Region", "", "", "", "", "v1"},
		otherRegion + "ghcr/amerintlxperts/app:v1":   {inventory.StatusOtherECR, "another account or Region", "", "", "", "", "v1"},
		"ghcr.io/amerintlxperts/App:v1":              {inventory.StatusMalformed, "not an image reference: ", "", "", "", "", ""}, // a repository has no capitals
	} {
		all := list(t, rulesOf(t, caches), read(t, pod(image)))
		if len(all) != 1 {
			t.Errorf("%s: %d images", image, len(all))
			continue
		}
		img := all[0]
		got := row{img.Status, img.Reason, img.Upstream, img.Prefix, img.UpstreamReference, img.CacheReference, img.Tag}
		if strings.Contains(got.Reason, want.Reason) && want.Reason != "" {
			got.Reason = want.Reason
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", image, diff)
		}
	}
}

// TestRestored: where images go back, it is the cache's that a run changes.
func TestRestored(t *testing.T) {
	r := rulesOf(t, caches, "rewrite: {direction: Restore}")
	for image, want := range map[string]inventory.Status{
		registry + "ghcr/amerintlxperts/app:v1": inventory.StatusCovered,
		registry + "own/app:v1":                 inventory.StatusOtherECR,
		"quay.io/amerintlxperts/app:v1":         inventory.StatusNoRule,
	} {
		all := list(t, r, read(t, pod(image)))
		if len(all) != 1 || all[0].Status != want {
			t.Errorf("%s: %+v, want %s", image, all, want)
		}
	}
}

// TestPlace: an image names the object, the container and the line in the file that hold it. A
// reader finds it there even when it is malformed, and nothing of a text around it is shown.
func TestPlace(t *testing.T) {
	img := list(t, rulesOf(t, caches), read(t, pod("ghcr.io/amerintlxperts/app:v1")))[0]
	resource := finding.Resource{APIVersion: "v1", Kind: "Pod", Namespace: "web", Name: "app"}
	if img.Resource != resource || img.File.Path != "app.yaml" || img.Line != 7 || img.Field != "spec.containers[0].image" || img.Container != "main" {
		t.Errorf("%+v", img)
	}
	img = list(t, rulesOf(t, caches), read(t, pod("password is hunter2 at ghcr.io")))[0]
	if strings.Contains(img.Reference+img.Reason, "hunter2") || img.Line != 7 {
		t.Errorf("%+v", img)
	}
}

// TestPullWarnings: which images have warnings of their pull through the cache: by a digest, which ECR
// may not have yet (https://github.com/aws/containers-roadmap/issues/2837), or by a tag that moves,
// behind which ECR looks once in 24 hours
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html); and sources that
// are not pulled by nodes.
func TestPullWarnings(t *testing.T) {
	source := func(url string) string {
		return "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: app}\nspec: {url: '" + url + "'}\n"
	}
	for text, want := range map[string][]finding.Code{
		pod("ghcr.io/amerintlxperts/app:v1"):                          nil,
		pod("ghcr.io/amerintlxperts/app:latest"):                      {"moving-tag"},
		pod("ghcr.io/amerintlxperts/app"):                             {"moving-tag"},
		pod("ghcr.io/amerintlxperts/app@" + digest):                   {"digest-first-pull"},
		pod("ghcr.io/amerintlxperts/app:latest@" + digest):            {"digest-first-pull"},
		pod(registry + "ghcr/amerintlxperts/app:latest"):              {"moving-tag"},
		pod(registry + "own/app:latest"):                              nil,
		pod("registry.k8s.io/pause"):                                  nil,
		pod("ghcr.io/amerintlxperts/secret"):                          nil,
		source("oci://ghcr.io/amerintlxperts/manifests"):              {"oci-source"},
		source("oci://" + registry + "ghcr/amerintlxperts/manifests"): {"oci-source"},
	} {
		all := list(t, rulesOf(t, caches), read(t, text))
		if len(all) != 1 {
			t.Errorf("%s: %d images", text, len(all))
			continue
		}
		if diff := cmp.Diff(want, all[0].PullWarnings); diff != "" {
			t.Errorf("%s: -want +got\n%s", text, diff)
		}
	}
}

// TestAlone: whether the field holds the image, or its repository with the host, and nothing else,
// so that the name of the upstream in a policy or a search can be found there.
func TestAlone(t *testing.T) {
	const prometheus = "apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: {name: a}\nspec: "
	for name, test := range map[string]struct {
		text string
		want bool
	}{
		"a whole image":          {pod("ghcr.io/amerintlxperts/app:v1"), true},
		"a repository":           {"apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec: {values: {image: {repository: ghcr.io/amerintlxperts/app, tag: v1}}}\n", true},
		"a registry beside it":   {"apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec: {values: {image: {registry: ghcr.io, repository: amerintlxperts/app, tag: v1}}}\n", false},
		"an entry of kustomize":  {"kind: Kustomization\napiVersion: kustomize.config.k8s.io/v1beta1\nimages: [{name: app, newName: ghcr.io/amerintlxperts/app}]\n", false},
		"a word of Argo CD":      {"apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {source: {kustomize: {images: ['app=ghcr.io/amerintlxperts/app:v1']}}}\n", false},
		"an address":             {"apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: a}\nspec: {url: 'oci://ghcr.io/amerintlxperts/app'}\n", false},
		"the image of an object": {prometheus + "{image: 'ghcr.io/amerintlxperts/prometheus:v3'}\n", true},
	} {
		all := list(t, rulesOf(t, caches), read(t, test.text))
		if len(all) != 1 || all[0].Alone != test.want {
			t.Errorf("%s: %+v, want %t", name, all, test.want)
		}
	}
}

// TestNoImage: what only may be an image is listed when it names a registry of the configuration;
// Istio's word for its proxy never is (https://istio.io/latest/docs/setup/additional-setup/gateway/).
func TestNoImage(t *testing.T) {
	env := func(value string) string {
		return "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, env: [{name: X, value: '" + value + "'}]}]}\n"
	}
	for text, want := range map[string]int{
		env("ghcr.io/amerintlxperts/app:v1"):         1,
		env("registry.example.com/app:v1"):           0,
		env("debug"):                                 0,
		pod("registry.example.com/app:v1"):           1,
		pod("auto"):                                  0,
		pod("automatic"):                             1,
		env(registry + "ghcr/amerintlxperts/app:v1"): 1,
	} {
		if got := list(t, rulesOf(t, caches), read(t, text)); len(got) != want {
			t.Errorf("%s: %d images, want %d: %+v", text, len(got), want, got)
		}
	}
}

// TestLeft: a text that is one image of an upstream is listed with the reason why it stays, but not
// one that is excluded, a key, or more than an image.
func TestLeft(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		why  reason.Reason
		want []string // reference, names at the upstream and in the cache
	}{
		"an image":          {"a: ghcr.io/amerintlxperts/app:v1", reason.UnknownField, []string{"ghcr.io/amerintlxperts/app:v1", "ghcr.io/amerintlxperts/app:v1", registry + "ghcr/amerintlxperts/app:v1"}},
		"an address":        {"a: oci://ghcr.io/amerintlxperts/app/", reason.OCIAddress.Reason, []string{"ghcr.io/amerintlxperts/app", "ghcr.io/amerintlxperts/app", registry + "ghcr/amerintlxperts/app"}},
		"excluded":          {"a: ghcr.io/amerintlxperts/app:v1", reason.Excluded, nil},
		"a key":             {"ghcr.io/amerintlxperts/app: a", reason.Key, nil},
		"more than that":    {"a: docker run ghcr.io/amerintlxperts/app:v1", reason.Text, nil},
		"without its host":  {"a: nginx", reason.UnknownField, nil},
		"of no upstream":    {"a: registry.example.com/app:v1", reason.UnknownField, nil},
		"in the cache":      {"a: " + registry + "ghcr/amerintlxperts/app:v1", reason.UnknownField, nil},
		"a registry's name": {"a: https://ghcr.io/amerintlxperts", reason.Text, nil},
	} {
		o := read(t, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {"+test.text+"}\n")
		var all []inventory.Image
		p := inventory.NewPass(rulesOf(t, caches), &all)
		fields.EachScalar(o.Root, func(s *fields.Spot) {
			if s.Top() == "data" {
				p.Left(o, s, test.why, "the reason")
			}
		})
		var got []string
		for _, img := range all {
			got = append(got, img.Reference, img.UpstreamReference, img.CacheReference)
			if img.Status != inventory.StatusLeft || img.Reason != "the reason" || img.Field != "data.a" || img.Line != 4 || img.Resource.Name != "c" {
				t.Errorf("%s: %+v", name, img)
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}
