package compare

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/google/go-cmp/cmp"
)

const (
	app    = "ghcr.io/amerintlxperts/app:v1"
	cached = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/app"
	hub    = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/docker-hub/"
	digest = "@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
)

func testNames(t *testing.T) *Names {
	t.Helper()
	c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec: {accountID: '123456789012', region: ca-central-1, upstreams: [{registry: ghcr.io}, {registry: docker.io}]}\n"))
	must(t, err)
	return NewNames(c, false)
}

// pod is a pod with containers, each NAME=IMAGE.
func pod(containers ...string) string {
	b := "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  containers:\n"
	for _, c := range containers {
		name, image, _ := strings.Cut(c, "=")
		b += "  - name: " + name + "\n    image: " + image + "\n"
	}
	return b
}

func configMap(name, text string) string {
	return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name + "\ndata:\n  text: |\n    " + strings.ReplaceAll(text, "\n", "\n    ") + "\n"
}

// TestCompare: what is found is the image after that is not the expected one, and
// nothing else.
func TestCompare(t *testing.T) {
	const image0, image1 = "spec.containers[0].image", "spec.containers[1].image"
	for _, test := range []struct {
		name                    string
		before, expected, after string
		want                    []Difference
	}{
		{"as expected", pod("a=" + app), pod("a=" + cached + ":v1"), pod("a=" + cached + ":v1"), nil},
		{"another order of keys", pod("a=" + app), pod("a=" + cached + ":v1"), strings.Replace(pod("a="+cached+":v1"), "kind: Pod\n", "", 1) + "kind: Pod\n", nil},
		{
			"the tag is lost", pod("a=" + app), pod("a=" + cached + ":v1"), pod("a=" + cached),
			[]Difference{{"Pod", "shop/web", image0, "a", app, cached + ":v1", cached}},
		},
		{
			"another tag", pod("a=" + app), pod("a=" + cached + ":v1"), pod("a=" + cached + ":latest"),
			[]Difference{{"Pod", "shop/web", image0, "a", app, cached + ":v1", cached + ":latest"}},
		},
		{
			"the digest is lost", pod("a=" + app + digest), pod("a=" + cached + ":v1" + digest), pod("a=" + cached + ":v1"),
			[]Difference{{"Pod", "shop/web", image0, "a", app + digest, cached + ":v1" + digest, cached + ":v1"}},
		},
		{
			"the second container alone", pod("a="+app, "b="+app), pod("a="+cached+":v1", "b="+cached+":v1"), pod("a="+cached+":v1", "b="+app),
			[]Difference{{"Pod", "shop/web", image1, "b", app, cached + ":v1", app}},
		},
		{"containers in another order", pod("a="+app, "b=quay.io/o/x"), pod("a="+cached+":v1", "b=quay.io/o/x"), pod("b=quay.io/o/x", "a="+cached+":v1"), nil},
		{
			"a container is gone", pod("a="+app, "b="+app), pod("a="+cached+":v1", "b="+cached+":v1"), pod("a=" + cached + ":v1"),
			[]Difference{{"Pod", "shop/web", image1, "b", app, cached + ":v1", ""}},
		},
		{
			"a container of another registry is gone", pod("a="+app, "b=quay.io/o/b:v1"), pod("a="+cached+":v1", "b=quay.io/o/b:v1"), pod("a=" + cached + ":v1"),
			[]Difference{{"Pod", "shop/web", image1, "b", "quay.io/o/b:v1", "quay.io/o/b:v1", ""}},
		},
		{
			"an image without a rule changes", pod("a=mirror.example.com/a:v1"), pod("a=mirror.example.com/a:v1"), pod("a=" + cached + ":v1"),
			[]Difference{{"Pod", "shop/web", image0, "a", "mirror.example.com/a:v1", "mirror.example.com/a:v1", cached + ":v1"}},
		},
		{
			"an image that is left in rendered output, too", pod("a=" + app), pod("a=" + app), pod("a=" + app),
			[]Difference{{"Pod", "shop/web", image0, "a", app, app, app}},
		},
		{"an image of no upstream", pod("a=quay.io/o/a"), pod("a=quay.io/o/a"), pod("a=quay.io/o/a"), nil},
		{
			"a container more", pod("a=" + app), pod("a=" + cached + ":v1"), pod("a="+cached+":v1", "b=other:v1"),
			[]Difference{{Kind: "Pod", Name: "shop/web", Field: image1, After: "other:v1"}},
		},
		{
			"the object is gone", pod("a=" + app), pod("a=" + cached + ":v1"), "",
			[]Difference{{Kind: "Pod", Name: "shop/web", Before: "the object", Expected: "the object"}},
		},
		{
			"an object more", "", "", pod("a=" + app),
			[]Difference{{Kind: "Pod", Name: "shop/web", After: "an object that was not there before"}},
		},
		{
			"objects in another order", pod("a="+app) + "---\n" + configMap("c", "x"), pod("a="+cached+":v1") + "---\n" + configMap("c", "x"),
			configMap("c", "x") + "---\n" + pod("a="+cached+":v1"), nil,
		},
		{
			"the hash behind a name", configMap("c-2c4gbmf76m", "from "+app), configMap("c-2c4gbmf76m", "from "+app),
			configMap("c-9tk8h7hkm2", "from "+cached+":v1"), nil,
		},
		{
			"a text in which the tag is lost", configMap("c", "password: hunter2\nfrom: "+app), configMap("c", "password: hunter2\nfrom: "+app),
			configMap("c", "password: hunter2\nfrom: "+cached),
			[]Difference{{Kind: "ConfigMap", Name: "c", Field: "data.text", Before: app, Expected: app, After: cached}},
		},
		{
			"names of Docker Hub without a registry in a text", configMap("c", "jobs:\n- image: commenter\n- image: docker.io/o/b:v1"), configMap("c", "jobs:\n- image: commenter\n- image: docker.io/o/b:v1"),
			configMap("c", "jobs:\n- image: "+hub+"library/commenter\n- image: "+hub+"o/b:v1"), nil,
		},
		{
			"a registry that stands alone in a chart's values", configMap("c", "image: {registry: docker.io, repository: velero/velero}"), configMap("c", "image: {registry: docker.io, repository: velero/velero}"),
			configMap("c", "image: {registry: "+strings.TrimSuffix(hub, "/")+", repository: velero/velero}"), nil,
		},
		{
			"it becomes that of another upstream", configMap("c", "registry: ghcr.io"), configMap("c", "registry: ghcr.io"), configMap("c", "registry: "+strings.TrimSuffix(hub, "/")),
			[]Difference{{Kind: "ConfigMap", Name: "c", Field: "data.text", Before: "ghcr.io", Expected: "ghcr.io", After: strings.TrimSuffix(hub, "/")}},
		},
		{
			"such a name becomes another", configMap("c", "image: commenter"), configMap("c", "image: commenter"), configMap("c", "image: "+hub+"library/commentator"),
			[]Difference{{Kind: "ConfigMap", Name: "c", Field: "data.text", After: hub + "library/commentator"}},
		},
		{
			"a text that should move and stays", configMap("c", app), configMap("c", cached+":v1"), configMap("c", app),
			[]Difference{{Kind: "ConfigMap", Name: "c", Field: "data.text", Before: app, Expected: cached + ":v1", After: app}},
		},
		{"a text without images", configMap("c", "a"), configMap("c", "a"), configMap("c", "b"), nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := &comparison{names: testNames(t)}
			must(t, c.compare([]byte(test.before), []byte(test.expected), []byte(test.after)))
			if diff := cmp.Diff(test.want, c.found); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestCompareCounts: every container's image counts, and every other field that moves.
func TestCompareCounts(t *testing.T) {
	c := &comparison{names: testNames(t)}
	before := pod("a="+app, "b=quay.io/o/b:v1") + "---\nkind: HelmRelease\nmetadata: {name: r}\nspec: {values: {image: {repository: ghcr.io/o/a, tag: v1}}}\n"
	after := strings.NewReplacer("ghcr.io/", "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/").Replace(before)
	must(t, c.compare([]byte(before), []byte(after), []byte(after)))
	if c.images != 3 || len(c.found) > 0 {
		t.Errorf("%d images, %v", c.images, c.found)
	}
}

// TestCompareBuilderSettings: what an object of Flux says of another build is no image.
func TestCompareBuilderSettings(t *testing.T) {
	flux := func(name string) string {
		return "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec:\n  images:\n  - name: " + name + "\n    newTag: v1\n"
	}
	c := &comparison{names: testNames(t)}
	must(t, c.compare([]byte(flux("ghcr.io/o/a")), []byte(flux("ghcr.io/o/a")), []byte(flux(cached))))
	if len(c.found) > 0 {
		t.Errorf("%v", c.found)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
