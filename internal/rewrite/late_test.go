package rewrite_test

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/filename"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/google/go-cmp/cmp"
)

// lateTree is a tree of files, below /r.
type lateTree map[string]string

func (t lateTree) Read(name string) ([]byte, error) {
	text, ok := t[strings.TrimPrefix(name, "/r/")]
	if !ok {
		return nil, fmt.Errorf("no file %s", name)
	}
	return []byte(text), nil
}

func (t lateTree) IsDir(name string) bool { return len(t.List(name)) > 0 }

func (t lateTree) List(dir string) []string {
	var all []string
	for file := range t {
		if rest, below := strings.CutPrefix("/r/"+file, dir+"/"); below {
			name, _, _ := strings.Cut(rest, "/")
			all = append(all, path.Join(dir, name))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (t lateTree) Root() string { return "/r" }

// lateFindings are what is said of the files, of which some are given.
func lateFindings(t *testing.T, files lateTree, given func(file string) bool) []finding.Finding {
	t.Helper()
	c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec: {accountID: '123456789012', region: ca-central-1, upstreams: [{registry: ghcr.io}, {registry: docker.io}]}\n"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := rewrite.New(c)
	if err != nil {
		t.Fatal(err)
	}
	var candidates []string
	sources := map[string]string{}
	for name, text := range files {
		if filename.IsKustomization(name) || strings.Contains(text, "toolkit.fluxcd.io") || strings.Contains(text, "argoproj.io") {
			candidates = append(candidates, "/r/"+name)
		}
		if given(name) {
			sources["/r/"+name] = name
		}
	}
	slices.Sort(candidates)
	return r.Kustomized(files, candidates, sources, func(file string) string { return strings.TrimPrefix(file, "/r/") }).LateEntries()
}

// late are the findings as file:line name, those that are not sure with a question mark.
func late(t *testing.T, files lateTree, given func(string) bool) []string {
	t.Helper()
	var all []string
	for _, f := range lateFindings(t, files, given) {
		text := fmt.Sprintf("%s:%d %s", f.File.Path, f.Line, f.Field.Current)
		if f.Severity != finding.Error {
			text += "?"
		}
		all = append(all, text)
	}
	return all
}

func everything(string) bool { return true }

const (
	function = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: ghcr}
spec: {accountID: "123456789012", region: ca-central-1}
`
	component = `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
metadata:
  name: ghcr
  annotations:
    ecrcache.amerintlxperts.github.io/owner: ghcr
images:
- name: ghcr.io/o/api
  newName: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/o/api
`
	transformer = `apiVersion: builtin
kind: ImageTagTransformer
metadata:
  name: ghcr.io/o/api
  annotations:
    ecrcache.amerintlxperts.github.io/owner: ghcr
imageTag:
  name: ghcr.io/o/api
  newName: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/o/api
`
	ours = "metadata: {annotations: {ecrcache.amerintlxperts.github.io/owner: ghcr}}\nresources: [images.yaml]\n"
	pod  = "apiVersion: v1\nkind: Pod\nmetadata: {name: api}\nspec: {containers: [{name: api, image: 'ghcr.io/o/api:latest'}]}\n"
)

// cachedPod is the manifest once it is rewritten, kept the entry that stayed, and its copy.
var cachedPod = strings.Replace(pod, "ghcr.io/", "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/", 1)

func kept(tag, copied string) string {
	const cached = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/o/api"
	return "images:\n- name: ghcr.io/o/api\n  newName: " + cached + "\n  newTag: " + tag + "\n- name: " + cached + "\n  newName: " + cached + "\n  newTag: " + copied + "\n"
}

// withLate are the files that every case has, and the case's own.
func withLate(own lateTree) lateTree {
	all := lateTree{
		"base/pod.yaml": pod, "base/kustomization.yaml": "resources: [pod.yaml]\n",
		"fn/ecrcache.yaml": function, "fn/kustomization.yaml": "resources: [ecrcache.yaml]\n",
		"component/kustomization.yaml": component,
		"transformers/images.yaml":     transformer, "transformers/kustomization.yaml": ours,
	}
	for name, text := range own {
		all[name] = text
	}
	return all
}

// TestLateEntries: every way in which something gives an image its name in the cache before an
// entry looks for it upstream, and the ways in which nothing does.
func TestLateEntries(t *testing.T) {
	const tag = "images:\n- name: ghcr.io/o/api\n  newTag: v1\n"
	const flux = "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: api}\nspec:\n  path: ./prod\n"
	for _, test := range []struct {
		name  string
		files lateTree
		want  []string
	}{
		{"a Component beside the entry", lateTree{"prod/kustomization.yaml": "resources: [../base]\ncomponents: [../component]\n" + tag}, []string{"prod/kustomization.yaml:4 ghcr.io/o/api"}},
		{"a Component in an outer layer", lateTree{
			"prod/kustomization.yaml":  "resources: [../base]\n" + tag,
			"layer/kustomization.yaml": "resources: [../prod]\ncomponents: [../component]\n",
		}, nil},
		{"a Component below, the entry above", lateTree{
			"mid/kustomization.yaml":  "resources: [../base]\ncomponents: [../component]\n",
			"prod/kustomization.yaml": "resources: [../mid]\n" + tag,
		}, []string{"prod/kustomization.yaml:3 ghcr.io/o/api"}},
		{"a Component before one that sets the tag", lateTree{
			"tag/kustomization.yaml":  "kind: Component\n" + tag,
			"prod/kustomization.yaml": "resources: [../base]\ncomponents: [../component, ../tag]\n",
		}, []string{"tag/kustomization.yaml:3 ghcr.io/o/api"}},
		{"a Component behind one that sets the tag", lateTree{
			"tag/kustomization.yaml":  "kind: Component\n" + tag,
			"prod/kustomization.yaml": "resources: [../base]\ncomponents: [../tag, ../component]\n",
		}, nil},
		{"a Component of somebody else that says the same", lateTree{
			"cache/kustomization.yaml": strings.Replace(component, "metadata:\n  name: ghcr\n  annotations:\n    ecrcache.amerintlxperts.github.io/owner: ghcr\n", "", 1),
			"prod/kustomization.yaml":  "resources: [../base]\ncomponents: [../cache]\n" + tag,
		}, []string{"prod/kustomization.yaml:4 ghcr.io/o/api"}},
		{"transformers beside the entry", lateTree{"prod/kustomization.yaml": "resources: [../base]\ntransformers: [../transformers]\n" + tag}, nil},
		{"transformers in a base", lateTree{
			"mid/kustomization.yml":    "resources: [../base]\ntransformers: [../transformers]\n",
			"prod/kustomization.yaml":  "resources: [../mid]\n",
			"outer/kustomization.yaml": "resources: [../prod]\n" + tag,
		}, []string{"outer/kustomization.yaml:3 ghcr.io/o/api"}},
		{"transformers before one that sets the tag", lateTree{
			"tag.yaml":                "apiVersion: builtin\nkind: ImageTagTransformer\nmetadata: {name: tag}\nimageTag:\n  name: ghcr.io/o/api\n  newTag: v1\n",
			"kustomization.yaml":      "resources: [base]\ntransformers: [transformers, tag.yaml]\n",
			"prod/kustomization.yaml": "resources: [../base]\n",
		}, []string{"tag.yaml:5 ghcr.io/o/api"}},
		{"transformers among the resources", lateTree{"prod/kustomization.yaml": "resources:\n- ../base\n- ../transformers\n"}, []string{"prod/kustomization.yaml:3 ../transformers"}},
		{"an entry and its copy that say the same", lateTree{"prod/pod.yaml": cachedPod, "prod/kustomization.yaml": "resources: [pod.yaml]\n" + kept("v1", "v1")}, nil},
		{"the first was changed, as kustomize edit set image does", lateTree{
			"prod/pod.yaml": cachedPod, "prod/kustomization.yaml": "resources: [pod.yaml]\n" + kept("v2", "v1"),
		}, []string{"prod/kustomization.yaml:3 ghcr.io/o/api"}},
		{"the first was changed, and finds manifests of its own", lateTree{
			"prod/pod.yaml": cachedPod, "prod/kustomization.yaml": "resources: [pod.yaml, ../base]\n" + kept("v2", "v1"),
		}, nil},
		{"the first was changed, over a base that is not read", lateTree{
			"prod/pod.yaml": cachedPod, "prod/kustomization.yaml": "resources: [pod.yaml, 'https://github.com/o/r//d?ref=v1']\n" + kept("v2", "v1"),
		}, []string{"prod/kustomization.yaml:3 ghcr.io/o/api?"}},
		{"another name was given to the first", lateTree{
			"prod/pod.yaml": cachedPod, "prod/kustomization.yaml": "resources: [pod.yaml]\n" + strings.Replace(kept("v1", "v1"), "newName: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/o/api", "newName: quay.io/o/api", 1),
		}, []string{"prod/kustomization.yaml:3 ghcr.io/o/api"}},
		{"Argo CD's word for the first, as an updater writes it", lateTree{
			"prod/pod.yaml": cachedPod, "prod/kustomization.yaml": "resources: [pod.yaml]\n" + kept("v1", "v1"),
			"argocd.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec:\n  source:\n    path: prod\n    kustomize:\n      images:\n      - ghcr.io/o/api:v3\n",
		}, []string{"argocd.yaml:9 ghcr.io/o/api"}},
		{"Argo CD's word for the copy", lateTree{
			"prod/pod.yaml": cachedPod, "prod/kustomization.yaml": "resources: [pod.yaml]\n" + kept("v1", "v1"),
			"argocd.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec:\n  source:\n    path: prod\n    kustomize:\n      images:\n      - 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/o/api:v3\n",
		}, nil},
		{"Flux's entry for the first", lateTree{
			"prod/pod.yaml": cachedPod, "prod/kustomization.yaml": "resources: [pod.yaml]\n" + kept("v1", "v1"),
			"flux.yaml": flux + "  images:\n  - name: ghcr.io/o/api\n    newTag: v3\n",
		}, []string{"flux.yaml:7 ghcr.io/o/api"}},
		{"the function beside the entry", lateTree{"prod/kustomization.yaml": "resources: [../base]\ntransformers: [../fn]\n" + tag}, nil},
		{"the function in a base", lateTree{
			"mid/ecrcache.yaml":       function,
			"mid/kustomization.yaml":  "resources: [../base]\ntransformers: [ecrcache.yaml]\n",
			"prod/kustomization.yaml": "resources: [../mid]\n" + tag,
		}, []string{"prod/kustomization.yaml:3 ghcr.io/o/api"}},
		{"the function in a Component", lateTree{
			"fn/kustomization.yaml":   "kind: Component\ntransformers: [ecrcache.yaml]\n",
			"prod/kustomization.yaml": "resources: [../base]\ncomponents: [../fn]\n" + tag,
		}, []string{"prod/kustomization.yaml:4 ghcr.io/o/api"}},
		{"the function in the text of a kustomization", lateTree{
			"mid/kustomization.yaml":  "resources: [../base]\ntransformers:\n- |\n  " + strings.ReplaceAll(strings.TrimSpace(function), "\n", "\n  ") + "\n",
			"prod/kustomization.yaml": "resources: [../mid]\n" + tag,
		}, []string{"prod/kustomization.yaml:3 ghcr.io/o/api"}},
		{"the function over one base, the entry for another", lateTree{
			"mid/kustomization.yaml":   "resources: [../base]\ntransformers: [../fn]\n",
			"other/pod.yaml":           strings.Replace(pod, "o/api", "o/other", 1),
			"other/kustomization.yaml": "resources: [pod.yaml]\n",
			"prod/kustomization.yaml":  "resources: [../mid, ../other]\nimages: [{name: ghcr.io/o/other, newTag: v1}]\n",
		}, nil},
		{"the function that only checks", lateTree{
			"fn/ecrcache.yaml":        strings.Replace(function, "region: ca-central-1", "region: ca-central-1, rewrite: {mode: Check}", 1),
			"mid/kustomization.yaml":  "resources: [../base]\ntransformers: [../fn]\n",
			"prod/kustomization.yaml": "resources: [../mid]\n" + tag,
		}, nil},
		{"a patch brings the image", lateTree{
			"mid/kustomization.yaml":  "resources: [../base]\npatches: [{patch: '[{op: replace, path: /spec/containers/0/image, value: \"ghcr.io/o/patched:v1\"}]', target: {kind: Pod}}]\ntransformers: [../fn]\n",
			"prod/kustomization.yaml": "resources: [../mid]\nimages: [{name: ghcr.io/o/patched, newTag: v1}]\n",
		}, []string{"prod/kustomization.yaml:2 ghcr.io/o/patched"}},
		{"an entry of a base brings the image", lateTree{
			"mid/kustomization.yaml":  "resources: [../base]\nimages: [{name: ghcr.io/o/api, newName: ghcr.io/o/fork}]\ntransformers: [../fn]\n",
			"prod/kustomization.yaml": "resources: [../mid]\nimages: [{name: ghcr.io/o/fork, newTag: v1}]\n",
		}, []string{"prod/kustomization.yaml:2 ghcr.io/o/fork"}},
		{"a remote base may bring the image", lateTree{
			"mid/kustomization.yaml":  "resources: ['https://example.com/base?ref=v1']\ntransformers: [../fn]\n",
			"prod/kustomization.yaml": "resources: [../mid]\n" + tag,
		}, []string{"prod/kustomization.yaml:3 ghcr.io/o/api?"}},
		{"an entry that names the cache", lateTree{"prod/kustomization.yaml": "resources: [../base]\ncomponents: [../component]\nimages: [{name: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/o/api, newTag: v1}]\n"}, nil},
		{"an entry that gives the same name", lateTree{"prod/kustomization.yaml": "resources: [../base]\ncomponents: [../component]\nimages: [{name: ghcr.io/o/api, newName: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/o/api}]\n"}, nil},
		{"an entry that is a regular expression", lateTree{"prod/kustomization.yaml": "resources: [../base]\ncomponents: [../component]\nimages: [{name: 'ghcr.io/o/.*', newTag: v1}]\n"}, []string{"prod/kustomization.yaml:3 ghcr.io/o/.*"}},
		{"digest, tagSuffix, newName", lateTree{"prod/kustomization.yaml": "resources: [../base]\ncomponents: [../component]\nimages:\n- {name: ghcr.io/o/api, digest: 'sha256:0'}\n- {name: ghcr.io/o/api, tagSuffix: -x}\n- {name: ghcr.io/o/api, newName: quay.io/o/api}\n"}, []string{"prod/kustomization.yaml:4 ghcr.io/o/api", "prod/kustomization.yaml:5 ghcr.io/o/api", "prod/kustomization.yaml:6 ghcr.io/o/api"}},
		{"spec.components of Flux over the entry", lateTree{
			"prod/kustomization.yaml": "resources: [../base]\n" + tag, "clusters/api.yaml": flux + "  components: [../component]\n",
		}, []string{"prod/kustomization.yaml:3 ghcr.io/o/api"}},
		{"spec.images of Flux over a Component", lateTree{
			"prod/kustomization.yaml": "resources: [../base]\ncomponents: [../component]\n", "clusters/api.yaml": flux + "  images:\n  - name: ghcr.io/o/api\n    newTag: v1\n",
		}, []string{"clusters/api.yaml:7 ghcr.io/o/api"}},
		{"spec.images of Flux over an entry that sets the tag, or another name", lateTree{
			"prod/kustomization.yaml": "resources: [../base]\nimages:\n- {name: ghcr.io/o/api, newTag: v1}\n- {name: ghcr.io/o/web, newName: quay.io/o/web}\n- {name: ghcr.io/o/db, newTag: v1}\n- {name: ghcr.io/o/mq, newTag: v1}\n",
			"clusters/api.yaml": flux + "  images:\n" +
				"  - {name: ghcr.io/o/api, newName: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/o/api}\n" +
				"  - {name: ghcr.io/o/web, newName: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/o/web}\n" +
				"  - {name: ghcr.io/o/db, newName: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/o/db, newTag: v2}\n" +
				"  - {name: ghcr.io/o/mq, newName: registry.example.com/mq}\n",
		}, []string{"clusters/api.yaml:7 ghcr.io/o/api?", "clusters/api.yaml:8 ghcr.io/o/web"}},
		{"spec.images of Flux over transformers", lateTree{
			"prod/kustomization.yaml": "resources: [../base]\ntransformers: [../transformers]\n", "clusters/api.yaml": flux + "  images: [{name: ghcr.io/o/api, newTag: v1}]\n",
		}, nil},
		{"spec.components and spec.images of Flux over manifests alone", lateTree{
			"prod/pod.yaml": pod, "clusters/api.yaml": flux + "  components: [../component]\n  images: [{name: ghcr.io/o/api, newTag: v1}]\n",
		}, []string{"clusters/api.yaml:7 ghcr.io/o/api"}},
		{"kustomize.images of Argo CD over a Component", lateTree{
			"prod/kustomization.yaml": "resources: [../base]\ncomponents: [../component]\n",
			"argocd/api.yaml":         "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: api}\nspec:\n  source:\n    path: prod\n    kustomize:\n      images:\n      - ghcr.io/o/api:v1\n",
		}, []string{"argocd/api.yaml:9 ghcr.io/o/api"}},
		{"kustomize.images and components of an ApplicationSet", lateTree{
			"prod/kustomization.yaml": "resources: [../base]\n",
			"argocd/api.yaml":         "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: api}\nspec:\n  template:\n    spec:\n      sources:\n      - path: prod\n        kustomize:\n          components: [../component]\n          images: ['ghcr.io/o/api=ghcr.io/o/fork:v1@sha256:0']\n",
		}, []string{"argocd/api.yaml:11 ghcr.io/o/api"}},
		{"a cycle ends", lateTree{
			"a/kustomization.yaml": "resources: [../b]\ntransformers: [.]\n" + tag, "b/kustomization.yaml": "resources: [../a, ../base]\ncomponents: [.]\n",
		}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, late(t, withLate(test.files), everything)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// TestLateMessage: it says what is lost, by what, and what to do.
func TestLateMessage(t *testing.T) {
	files := withLate(lateTree{"prod/kustomization.yaml": "resources: [../base]\ncomponents: [../component]\nimages: [{name: ghcr.io/o/api, newTag: v1}]\n"})
	all := lateFindings(t, files, everything)
	const want = "this entry finds no image, and what it sets is lost: a Component in component/kustomization.yaml:8 runs before it, and gives the image its name in the cache; use ecrcache generate, and list its transformers under transformers: of prod/kustomization.yaml instead of the Component; or name the entry 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/o/api"
	if len(all) != 1 || all[0].Message != want {
		t.Errorf("got %+v\nwant %s", all, want)
	}
}

// TestLateEntriesOfOthers: files around those that are given count, and are told of only
// where the given ones have to do with it.
func TestLateEntriesOfOthers(t *testing.T) {
	files := withLate(lateTree{
		"mid/kustomization.yaml":  "resources: [../base]\ntransformers: [../fn]\n",
		"prod/kustomization.yaml": "resources: [../mid]\nimages: [{name: ghcr.io/o/api, newTag: v1}]\n",
		"other/pod.yaml":          pod, "other/kustomization.yaml": "resources: [pod.yaml]\n",
	})
	for given, want := range map[string][]string{
		"fn/": {"prod/kustomization.yaml:2 ghcr.io/o/api"}, "prod/": {"prod/kustomization.yaml:2 ghcr.io/o/api"}, "other/": nil,
	} {
		got := late(t, files, func(file string) bool { return strings.HasPrefix(file, given) })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", given, diff)
		}
	}
}
