package flux_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/flux"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/google/go-cmp/cmp"
)

const (
	both      = "kustomize: {transformers: false, fluxKustomizations: true, helmReleases: true, images: [ghcr.io/a/b]}"
	onlyFlux  = "kustomize: {transformers: false, fluxKustomizations: true}"
	onlyHelm  = "kustomize: {transformers: false, helmReleases: true, releases: [{name: web, namespace: shop, images: [ghcr.io/a/hidden]}]}"
	kustomize = "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps, namespace: flux-system}\n"
	release   = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: web, namespace: shop}\n"
)

// entry is what is added for a repository of ghcr.io, as lines of a list.
func entry(name, indent string) string {
	return indent + "- name: ghcr.io/" + name + "\n" + indent + "  newName: " + host + "ghcr/" + name + "\n"
}

// TestImagesAdded: an object that the configuration wants filled gets an entry for every repository
// that is meant for it, and none that it has.
func TestImagesAdded(t *testing.T) {
	for _, test := range []struct {
		name, spec string
		seen       []string // by the run
		in, want   string   // what follows the head of the object
	}{
		{"what is listed", both, nil, kustomize + "spec:\n  path: ./a\n", kustomize + "spec:\n  path: ./a\n  images:\n" + entry("a/b", "  ")},
		{"what was seen", onlyFlux, []string{"ghcr.io/z/z:v1", "ghcr.io/a/a:v2"}, kustomize + "spec:\n  path: ./a\n", kustomize + "spec:\n  path: ./a\n  images:\n" + entry("a/a", "  ") + entry("z/z", "  ")},
		{"two tags of one repository", onlyFlux, []string{"ghcr.io/a/a:v1", "ghcr.io/a/a:v2"}, kustomize + "spec:\n  path: ./a\n", kustomize + "spec:\n  path: ./a\n  images:\n" + entry("a/a", "  ")},
		{"what is seen and listed", both, []string{"ghcr.io/a/b:v1"}, kustomize + "spec:\n  path: ./a\n", kustomize + "spec:\n  path: ./a\n  images:\n" + entry("a/b", "  ")},
		{"an entry of the user for one of two", both, []string{"ghcr.io/a/a:v1"}, kustomize + "spec:\n  images:\n  - name: ghcr.io/a/a\n    newTag: v3\n", kustomize + "spec:\n  images:\n  - name: ghcr.io/a/a\n    newTag: v3\n" + entry("a/b", "  ")},
		{"an escaped name of the user", both, nil, kustomize + "spec:\n  images:\n  - name: ghcr\\.io/a/b\n    newTag: v3\n", kustomize + "spec:\n  images:\n  - name: ghcr\\.io/a/b\n    newTag: v3\n"},
		{"nothing is seen of another registry", onlyFlux, []string{"quay.io/a/a:v1"}, kustomize + "spec:\n  path: ./a\n", kustomize + "spec:\n  path: ./a\n"},
		{"no spec", both, nil, kustomize, kustomize},
		{"a Kustomization that is not asked for", onlyHelm, []string{"ghcr.io/a/a:v1"}, kustomize + "spec:\n  path: ./a\n", kustomize + "spec:\n  path: ./a\n"},
		{"a release that is not asked for", onlyFlux, []string{"ghcr.io/a/a:v1"}, release + "spec:\n  interval: 1h\n", release + "spec:\n  interval: 1h\n"},
		{"kustomize's own Kustomization", both, nil, "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nspec: {}\n", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nspec: {}\n"},
		{"what the chart of a release hides", onlyHelm, nil, release + "spec:\n  interval: 1h\n", release + "spec:\n  interval: 1h\n  postRenderers:\n  - kustomize:\n      images:\n" + entry("a/hidden", "      ")},
		{"not what other manifests use", onlyHelm, []string{"ghcr.io/a/a:v1"}, release + "spec:\n  interval: 1h\n", release + "spec:\n  interval: 1h\n  postRenderers:\n  - kustomize:\n      images:\n" + entry("a/hidden", "      ")},
		{"a release of that name elsewhere", onlyHelm, nil, strings.Replace(release, "shop", "other", 1) + "spec:\n  interval: 1h\n", strings.Replace(release, "shop", "other", 1) + "spec:\n  interval: 1h\n"},
		{"the last of the post-renderers with images", onlyHelm, nil, release + "spec:\n  postRenderers:\n  - kustomize:\n      images:\n      - name: x\n        newTag: v1\n  - kustomize:\n      images:\n      - name: y\n        newTag: v1\n", release + "spec:\n  postRenderers:\n  - kustomize:\n      images:\n      - name: x\n        newTag: v1\n  - kustomize:\n      images:\n      - name: y\n        newTag: v1\n" + entry("a/hidden", "      ")},
		{"an entry in the first of the post-renderers", onlyHelm, nil, release + "spec:\n  postRenderers:\n  - kustomize:\n      images:\n      - name: ghcr.io/a/hidden\n        newTag: v1\n  - kustomize:\n      images: []\n", release + "spec:\n  postRenderers:\n  - kustomize:\n      images:\n      - name: ghcr.io/a/hidden\n        newTag: v1\n  - kustomize:\n      images: []\n"},
		{"post-renderers for other things", onlyHelm, nil, release + "spec:\n  postRenderers:\n  - kustomize:\n      patches: []\n", release + "spec:\n  postRenderers:\n  - kustomize:\n      patches: []\n  - kustomize:\n      images:\n" + entry("a/hidden", "      ")},
		{"an empty list in brackets", both, nil, kustomize + "spec:\n  images: []\n", kustomize + "spec:\n  images: [{\"name\": \"ghcr.io/a/b\", \"newName\": \"" + host + "ghcr/a/b\"}]\n"},
		{"a release in brackets", onlyHelm, nil, release + "spec: {postRenderers: []}\n", release + "spec: {postRenderers: [{\"kustomize\": {\"images\": [{\"name\": \"ghcr.io/a/hidden\", \"newName\": \"" + host + "ghcr/a/hidden\"}]}}]}\n"},
		{"an object that no selector takes", both + "\n  rewrite: {exclude: [{namespace: flux-system}]}", nil, kustomize + "spec:\n  path: ./a\n", kustomize + "spec:\n  path: ./a\n"},
		{"all spellings of Docker Hub", "upstreams: [{registry: docker.io}]\n  " + onlyFlux, []string{"nginx:1.27"}, kustomize + "spec:\n  path: ./a\n", kustomize + "spec:\n  path: ./a\n  images:\n" +
			"  - name: docker.io/library/nginx\n    newName: " + host + "docker-hub/library/nginx\n  - name: docker.io/nginx\n    newName: " + host + "docker-hub/library/nginx\n" +
			"  - name: library/nginx\n    newName: " + host + "docker-hub/library/nginx\n  - name: nginx\n    newName: " + host + "docker-hub/library/nginx\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			j := newJob(t, test.spec, "apps.yaml", test.in)
			j.report.Images = references(t, test.seen...)
			j.run(t, flux.NewImages(&j.rules, j.report))
			if diff := cmp.Diff(test.want, j.after()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if want := strings.Count(test.want, "newName"); j.report.Filled != want || j.report.Changed != min(want, 1) {
				t.Errorf("%d entries and %d items are told, want %d", j.report.Filled, j.report.Changed, want)
			}
		})
	}
}

// TestImagesTold: what was added is told once for each object, and what older versions of Flux do
// with it once for each kind.
func TestImagesTold(t *testing.T) {
	const second = "---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: base}\nspec: {path: ./b}\n"
	for _, test := range []struct {
		name, spec, in string
		want           []string
		says           map[string]string // by code
	}{
		{"one entry", both, kustomize + "spec:\n  path: ./a\n", []string{"info images-added", "warning flux-images"}, map[string]string{"images-added": "1 entry of images added: ghcr.io/a/b", "flux-images": "Flux before v2.9.3"}},
		{"two Kustomizations", both, kustomize + "spec:\n  path: ./a\n" + second, []string{"info images-added", "info images-added", "warning flux-images"}, nil},
		{"two kinds", both, kustomize + "spec:\n  path: ./a\n---\n" + release + "spec: {interval: 1h}\n", []string{"info images-added", "info images-added", "warning flux-images", "warning helm-hooks"}, map[string]string{"helm-hooks": "Flux v2.9 and newer"}},
		{"several entries", strings.Replace(both, "ghcr.io/a/b", "ghcr.io/a/b, ghcr.io/a/c", 1), kustomize + "spec:\n  path: ./a\n", []string{"info images-added", "warning flux-images"}, map[string]string{"images-added": "2 entries of images added: ghcr.io/a/b, ghcr.io/a/c"}},
		{"all is there", both, kustomize + "spec:\n  images:\n" + entry("a/b", "  "), nil, nil},
		{"nothing is known for a Kustomization", onlyFlux, kustomize + "spec:\n  path: ./a\n", []string{"warning nothing-to-fill"}, map[string]string{"nothing-to-fill": "no image of an upstream was seen"}},
		{"nothing is known for a release", "kustomize: {transformers: false, helmReleases: true}", release + "spec:\n  interval: 1h\n", []string{"warning nothing-to-fill"}, map[string]string{"nothing-to-fill": "spec.kustomize.releases"}},
		{"no object", both, "apiVersion: v1\nkind: Pod\n", nil, nil},
		{"no place for a list", both, kustomize + "spec: null\n", []string{"warning not-on-one-line"}, map[string]string{"not-on-one-line": "ghcr.io/a/b"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			j := newJob(t, test.spec, "apps.yaml", test.in)
			j.run(t, flux.NewImages(&j.rules, j.report))
			if got := j.codes(); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
			for code, says := range test.says {
				if got := j.messages(finding.Code(code)); !strings.Contains(got, says) {
					t.Errorf("%s: %q does not say %q", code, got, says)
				}
			}
		})
	}
}

// TestNothingToFillNamesOne: the warning names the same object in whatever order the files are read.
func TestNothingToFillNamesOne(t *testing.T) {
	named := func(name string) string {
		return "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: " + name + "}\nspec: {path: ./a}\n"
	}
	for _, text := range []string{named("a") + "---\n" + named("b"), named("b") + "---\n" + named("a")} {
		j := newJob(t, onlyFlux, "apps.yaml", text)
		j.run(t, flux.NewImages(&j.rules, j.report))
		if len(j.report.Findings) != 1 || j.report.Findings[0].Resource.Name != "a" {
			t.Errorf("%q: %+v", text, j.report.Findings)
		}
	}
}

// TestImagesRestored: a restore takes out what was added, and no entry that says more.
func TestImagesRestored(t *testing.T) {
	added := entry("a/b", "  ")
	for _, test := range []struct{ name, in, want string }{
		{"the only entry", "spec:\n  path: ./a\n  images:\n" + added, "spec:\n  path: ./a\n"},
		{"no matter of which image", "spec:\n  path: ./a\n  images:\n" + entry("some/other", "  "), "spec:\n  path: ./a\n"},
		{"between others", "spec:\n  images:\n  - name: x\n    newTag: v1\n" + added + "  - name: y\n    newTag: v2\n", "spec:\n  images:\n  - name: x\n    newTag: v1\n  - name: y\n    newTag: v2\n"},
		{"after an empty list in brackets", "spec:\n  images: [{\"name\": \"ghcr.io/a/b\", \"newName\": \"" + host + "ghcr/a/b\"}]\n", "spec:\n  images: []\n"},
		{"in brackets with a comment behind them", "spec: {path: ./a, images: [{\"name\": \"ghcr.io/a/b\", \"newName\": \"" + host + "ghcr/a/b\"}]} # ours\n", "spec: {path: ./a} # ours\n"},
		{"in brackets with a comment of its own", "spec:\n  images: [{\"name\": \"ghcr.io/a/b\", # ours\n    \"newName\": \"" + host + "ghcr/a/b\"}]\n", ""},
		{"with a tag", "spec:\n  images:\n" + added + "    newTag: v1\n", ""},
		{"with a comment", "spec:\n  images:\n" + strings.Replace(added, "ghcr.io/a/b\n", "ghcr.io/a/b # ours\n", 1), ""},
		{"with an anchor", "spec:\n  images:\n" + strings.Replace(added, "- name", "- &b\n    name", 1), ""},
		{"with another name", "spec:\n  images:\n  - name: ghcr.io/a/b\n    newName: mirror.example.com/b\n", ""},
		{"with the name of another image", "spec:\n  images:\n  - name: ghcr.io/a/b\n    newName: " + host + "ghcr/a/c\n", ""},
		{"of another registry", "spec:\n  images:\n  - name: quay.io/a/b\n    newName: " + host + "ghcr/a/b\n", ""},
		{"no list", "spec:\n  path: ./a\n", ""},
		{"an empty list", "spec:\n  images: []\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			checkRestored(t, kustomize, test.in, test.want)
		})
	}
}

// TestRenderersRestored: a post-renderer goes with the last of its entries, and the list with the
// last of its post-renderers.
func TestRenderersRestored(t *testing.T) {
	added := "  - kustomize:\n      images:\n" + entry("a/b", "      ")
	for _, test := range []struct{ name, in, want string }{
		{"the only one", "spec:\n  interval: 1h\n  postRenderers:\n" + added, "spec:\n  interval: 1h\n"},
		{"after another", "spec:\n  postRenderers:\n  - kustomize:\n      patches: []\n" + added, "spec:\n  postRenderers:\n  - kustomize:\n      patches: []\n"},
		{"with patches", "spec:\n  postRenderers:\n" + added + "      patches: []\n", "spec:\n  postRenderers:\n  - kustomize:\n      patches: []\n"},
		{"with something else beside", "spec:\n  postRenderers:\n" + added + "    other: {}\n", "spec:\n  postRenderers:\n  - kustomize:\n    other: {}\n"},
		{"with an entry of the user", "spec:\n  postRenderers:\n" + added + "      - name: x\n        newTag: v1\n", "spec:\n  postRenderers:\n  - kustomize:\n      images:\n      - name: x\n        newTag: v1\n"},
		{"two of them", "spec:\n  interval: 1h\n  postRenderers:\n" + added + added, "spec:\n  interval: 1h\n"},
		{"none", "spec:\n  interval: 1h\n", ""},
		{"one of another kind", "spec:\n  postRenderers:\n  - other: {}\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			checkRestored(t, release, test.in, test.want)
		})
	}
}

// checkRestored restores an object. An empty want is the object as it was, of which nothing is told.
func checkRestored(t *testing.T, head, in, want string) {
	t.Helper()
	j := newJob(t, restore+both, "apps.yaml", head+in)
	j.run(t, flux.NewImages(&j.rules, j.report))
	wantCodes := []string{"info images-removed"}
	if want == "" {
		want, wantCodes = in, nil
	}
	if diff := cmp.Diff(head+want, j.after()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if got := j.codes(); !slices.Equal(got, wantCodes) {
		t.Errorf("got %q, want %q", got, wantCodes)
	}
	gone := strings.Count(in, "newName") - strings.Count(want, "newName")
	if j.report.Filled != gone || gone > 0 && !strings.Contains(j.messages(outcome.ImagesRemoved), "taken out: ghcr.io/") {
		t.Errorf("%d entries are told, want %d: %s", j.report.Filled, gone, j.messages(outcome.ImagesRemoved))
	}
}

// TestRemoves: the name in the cache of an entry that a restore takes out is not moved as well.
func TestRemoves(t *testing.T) {
	for _, test := range []struct {
		name, spec, in string
		want           bool
	}{
		{"what was added", restore + both, kustomize + "spec:\n  images:\n" + entry("a/b", "  "), true},
		{"what says more", restore + both, kustomize + "spec:\n  images:\n" + entry("a/b", "  ") + "    newTag: v1\n", false},
		{"no restore", both, kustomize + "spec:\n  images:\n" + entry("a/b", "  "), false},
		{"a kind that is not asked for", restore + onlyHelm, kustomize + "spec:\n  images:\n" + entry("a/b", "  "), false},
		{"no entry", restore + both, release + "spec:\n  values:\n    image: " + host + "ghcr/a/b:v1\n", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			j := newJob(t, test.spec, "apps.yaml", test.in)
			p := flux.NewImages(&j.rules, j.report)
			p.Begin(j.objects[0])
			found := 0
			j.eachImage(t, func(at *object.Occurrence) {
				found++
				if got := p.Removes(at); got != test.want {
					t.Errorf("%s: %v, want %v", at.Path(), got, test.want)
				}
			})
			if found == 0 {
				t.Error("no image field")
			}
		})
	}
}

// TestGroupsWithImages: the objects of a group are read when the configuration asks for it.
func TestGroupsWithImages(t *testing.T) {
	for _, test := range []struct {
		name string
		k    *v1alpha1.Kustomize
		want []string
	}{
		{"no section", nil, nil},
		{"neither", &v1alpha1.Kustomize{}, nil},
		{"Kustomizations", &v1alpha1.Kustomize{FluxKustomizations: true}, []string{"kustomize.toolkit.fluxcd.io"}},
		{"HelmReleases", &v1alpha1.Kustomize{HelmReleases: true}, []string{"helm.toolkit.fluxcd.io"}},
		{"both", &v1alpha1.Kustomize{FluxKustomizations: true, HelmReleases: true}, []string{"kustomize.toolkit.fluxcd.io", "helm.toolkit.fluxcd.io"}},
	} {
		if got := flux.GroupsWithImages(test.k); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
