package kustomization_test

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	ktree "github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/google/go-cmp/cmp"
)

// tree is files by their paths.
type tree map[string]string

func (t tree) Read(p string) ([]byte, error) {
	if text, there := t[p]; there {
		return []byte(text), nil
	}
	return nil, &fs.PathError{Op: "open", Path: p, Err: fs.ErrNotExist}
}

func (t tree) IsDir(p string) bool { return len(t.List(p)) > 0 }

func (t tree) List(dir string) []string {
	var all []string
	for p := range t {
		if rest, below := strings.CutPrefix(p, dir+"/"); below {
			name, _, _ := strings.Cut(rest, "/")
			all = append(all, path.Join(dir, name))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (t tree) Root() string { return "/r" }

// Real follows a link: a file whose text is the path that it leads to, behind an arrow.
func (t tree) Real(p string) string {
	for link, text := range t {
		if to, leads := strings.CutPrefix(text, "→"); leads && (p == link || strings.HasPrefix(p, link+"/")) {
			return to + strings.TrimPrefix(p, link)
		}
	}
	return p
}

// rules cache ghcr.io as ecr/ghcr and Docker Hub as ecr/hub. Files below given are
// written; objects of the kind Opted opted out.
type rules struct {
	given string
	back  bool
}

func (r rules) Name(image string) string {
	if r.back {
		if rest, found := strings.CutPrefix(image, "ecr.example/ghcr/"); found {
			return "ghcr.io/" + rest
		}
		return image
	}
	host, rest, slash := strings.Cut(image, "/")
	switch {
	case strings.EqualFold(host, "ghcr.io"):
		return "ecr.example/ghcr/" + rest
	case host == "docker.io":
		return "ecr.example/hub/" + rest
	case !slash && !strings.Contains(image, "$"):
		return "ecr.example/hub/library/" + image
	}
	return image
}

func (r rules) InCache(image string) bool { return strings.HasPrefix(image, "ecr.example/") }

func (r rules) InFull(image string) string {
	if !strings.Contains(image, "/") {
		return "docker.io/library/" + image
	}
	return image
}

func (r rules) Image(f *manifest.Field) (string, bool) {
	if f.Kind.Kind == "Opted" {
		return f.Text, false
	}
	return r.Name(f.Text), true
}
func (rules) Fixed(*manifest.Document) string                 { return "" }
func (r rules) Given(file string) bool                        { return strings.HasPrefix(file, r.given) }
func (rules) Shown(file string) string                        { return file }
func (r rules) Same(a, b string) bool                         { return a == b }
func (r rules) Restores() bool                                { return r.back }
func (r rules) Cached(string) string                          { return "" } // what moves while something is built has its tests in internal/rewrite
func (rules) SeveralConfigurations() bool                     { return false }
func (rules) Governed(string) ktree.Governance                { return ktree.ByRun }
func (rules) Filled(*manifest.Document, *yamlbytes.Node) bool { return false }
func (rules) Generated(*manifest.Document) bool               { return false }
func (rules) Function(*manifest.Document) func(string) string { return nil }

// pod is a manifest with an image.
func pod(image string) string {
	return "kind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: '" + image + "'}]}\n"
}

// TestPlan: what becomes of the entries, in before and after form: FILE PATH: before → after,
// and the problems. What is not listed stays.
func TestPlan(t *testing.T) {
	const base = "resources: [p.yaml]\n"
	for _, test := range []struct {
		name  string
		files tree
		rules rules
		want  []string
	}{
		{"a name moves with the manifest", tree{
			"/r/base/kustomization.yaml": base, "/r/base/p.yaml": pod("ghcr.io/o/a:latest"),
			"/r/over/kustomization.yml": "resources: [../base]\nimages: [{name: ghcr.io/o/a, newTag: v1}]\n",
		}, rules{}, []string{"/r/over/kustomization.yml images[0]: ghcr.io/o/a::v1 → ecr.example/ghcr/o/a::v1"}},

		{"the owner's: the new name is in the cache already", tree{
			"/r/base/Kustomization": base, "/r/base/p.yaml": pod("ghcr.io/o/a:latest"),
			"/r/over/kustomization.yaml": "resources: [../base]\nimages: [{name: ghcr.io/o/a, newName: ecr.example/ghcr/o/a, newTag: v1}]\n",
		}, rules{}, []string{"/r/over/kustomization.yaml images[0]: ghcr.io/o/a:ecr.example/ghcr/o/a:v1 → ghcr.io/o/a:ecr.example/ghcr/o/a:v1, ecr.example/ghcr/o/a:ecr.example/ghcr/o/a:v1"}},

		{"a remote base keeps the name", tree{
			"/r/kustomization.yaml": "resources: ['https://github.com/o/r//d?ref=v1']\nimages: [{name: ghcr.io/o/a, newTag: v1}]\n",
		}, rules{}, []string{"/r/kustomization.yaml images[0]: ghcr.io/o/a::v1 → ghcr.io/o/a:ecr.example/ghcr/o/a:v1"}},

		{"a new name that is null is none", tree{
			"/r/kustomization.yaml": "resources: [p.yaml, 'https://github.com/o/r//d?ref=v1']\nimages: [{name: ghcr.io/o/a, newName: null, newTag: ~}]\n",
			"/r/p.yaml":             pod("ghcr.io/o/a"),
		}, rules{}, []string{"/r/kustomization.yaml images[0]: ghcr.io/o/a:: → ghcr.io/o/a:ecr.example/ghcr/o/a:"}},

		{"both are served", tree{
			"/r/kustomization.yaml": "resources: [p.yaml, 'https://github.com/o/r//d?ref=v1']\nimages: [{name: ghcr.io/o/a, newTag: v1}]\n",
			"/r/p.yaml":             pod("ghcr.io/o/a"),
		}, rules{}, []string{"/r/kustomization.yaml images[0]: ghcr.io/o/a::v1 → ecr.example/ghcr/o/a::v1, ghcr.io/o/a:ecr.example/ghcr/o/a:v1"}},

		{"an object that opted out keeps its name", tree{
			"/r/kustomization.yaml": "resources: [p.yaml, o.yaml]\nimages: [{name: ghcr.io/o/a, newTag: v1}]\n",
			"/r/p.yaml":             pod("ghcr.io/o/a"), "/r/o.yaml": strings.Replace(pod("ghcr.io/o/a"), "Pod", "Opted", 1),
		}, rules{}, []string{"/r/kustomization.yaml images[0]: ghcr.io/o/a::v1 → ecr.example/ghcr/o/a::v1, ghcr.io/o/a::v1"}},

		{"an overlay names what a base's entry made", tree{
			"/r/base/kustomization.yaml": base + "images: [{name: app, newName: ghcr.io/o/a}]\n", "/r/base/p.yaml": pod("app"),
			"/r/over/kustomization.yaml": "resources: [../base]\nimages: [{name: ghcr.io/o/a, digest: 'sha256:1'}]\n",
		}, rules{}, []string{
			"/r/base/kustomization.yaml images[0]: app:ghcr.io/o/a: → app:ecr.example/ghcr/o/a:",
			"/r/over/kustomization.yaml images[0]: ghcr.io/o/a::@sha256:1 → ecr.example/ghcr/o/a::@sha256:1",
			"stays: /r/base/p.yaml spec.containers[0].image placeholder",
		}},

		{"what a replacement copies into an image", tree{
			"/r/kustomization.yaml": base + "configMapGenerator: [{name: g, literals: [n=1, 'image=ghcr.io/o/b:v1']}]\nreplacements:\n" +
				"- {source: {kind: ConfigMap, name: g, fieldPath: data.image}, targets: [{select: {kind: Pod}, fieldPaths: ['spec.containers.0.image']}]}\n" +
				"- {sourceValue: 'ghcr.io/o/c:v1', targets: [{select: {kind: Pod}, fieldPaths: ['spec.containers.0.image']}]}\n" +
				"- {sourceValue: 'ghcr.io/o/d:v1', targets: [{select: {kind: Pod}, fieldPaths: ['metadata.annotations.d']}]}\n" +
				"- {sourceValue: 'v1', targets: [{select: {kind: Pod}, fieldPaths: ['spec.containers.0.image'], options: {delimiter: ':', index: 1}}]}\n",
			"/r/p.yaml": pod("registry.example.com/o/a"),
		}, rules{}, []string{
			"copied: /r/kustomization.yaml:2 configMapGenerator[0].literals[1] ghcr.io/o/b:v1",
		}},

		{"what a variable puts into an image", tree{
			"/r/kustomization.yaml": "resources: [p.yaml, c.yaml]\nvars:\n- {name: REGISTRY, objref: {kind: ConfigMap, name: c}, fieldref: {fieldpath: data.registry}}\n" +
				"- {name: TAG, objref: {kind: ConfigMap, name: c}, fieldref: {fieldpath: data.tag}}\n",
			"/r/c.yaml": "kind: ConfigMap\nmetadata: {name: c}\ndata: {registry: ghcr.io, tag: v1}\n",
			"/r/p.yaml": pod("$(REGISTRY)/o/a:$(TAG)"),
		}, rules{}, []string{"copied: /r/c.yaml:3 data.registry ghcr.io"}},

		{"a placeholder that is deployed by one build is an image", tree{
			"/r/base/kustomization.yaml": base, "/r/base/p.yaml": pod("mysql"),
			"/r/one/kustomization.yaml": "resources: [../base]\nimages: [{name: mysql, newName: gcr.io/p/mysql, newTag: '5'}]\n",
			"/r/two/kustomization.yaml": "resources: [../base]\n",
		}, rules{}, []string{"/r/one/kustomization.yaml images[0]: mysql:gcr.io/p/mysql:5 → ecr.example/hub/library/mysql:gcr.io/p/mysql:5"}},

		{"a Component runs on what is there", tree{
			"/r/base/kustomization.yaml": base, "/r/base/p.yaml": pod("ghcr.io/o/a"),
			"/r/c/kustomization.yaml":    "kind: Component\nimages: [{name: ghcr.io/o/a, newTag: v1}]\n",
			"/r/over/kustomization.yaml": "resources: [../base]\ncomponents: [../c]\n",
		}, rules{}, []string{"/r/c/kustomization.yaml images[0]: ghcr.io/o/a::v1 → ecr.example/ghcr/o/a::v1"}},

		{"a patch brings an image", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\npatches:\n- target: {kind: Pod}\n  patch: |\n    - {op: replace, path: /spec/containers/0/image, value: 'ghcr.io/o/a:v0'}\nimages: [{name: ghcr.io/o/a, newTag: v1}]\n",
			"/r/p.yaml":             pod("registry.example.com/o/a"),
		}, rules{}, []string{"/r/kustomization.yaml images[0]: ghcr.io/o/a::v1 → ecr.example/ghcr/o/a::v1"}},

		{"a configured field, a transformer with fields of its own", tree{
			"/r/kustomization.yaml": "resources: [x.yaml]\nconfigurations: [c.yaml]\ntransformers: [t.yaml]\nimages: [{name: ghcr.io/o/a, newTag: v1}]\n",
			"/r/x.yaml":             "kind: X\nmetadata: {name: x}\nspec: {image: ghcr.io/o/a, other: ghcr.io/o/b}\n",
			"/r/c.yaml":             "images: [{kind: X, path: spec/image}]\n",
			"/r/t.yaml":             "kind: ImageTagTransformer\nmetadata: {name: t}\nimageTag: {name: ghcr.io/o/b, newTag: v2}\nfieldSpecs: [{path: spec/other}]\n",
		}, rules{}, []string{
			"/r/kustomization.yaml images[0]: ghcr.io/o/a::v1 → ecr.example/ghcr/o/a::v1",
			"/r/t.yaml imageTag: ghcr.io/o/b::v2 → ecr.example/ghcr/o/b::v2",
		}},

		{"Flux's and Argo CD's entries over a kustomization move with it", tree{
			"/r/app/kustomization.yaml": "resources: [p.yaml]\nimages: [{name: ghcr.io/o/a, newTag: v1}]\n", "/r/app/p.yaml": pod("ghcr.io/o/a"),
			"/r/flux.yaml": "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {path: ./app, images: [{name: ghcr.io/o/a, newTag: v2}]}\n",
			"/r/argo.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {source: {path: app, kustomize: {images: ['ghcr.io/o/a=*:v3']}}}\n",
		}, rules{}, []string{
			"/r/app/kustomization.yaml images[0]: ghcr.io/o/a::v1 → ecr.example/ghcr/o/a::v1",
			"/r/argo.yaml spec.source.kustomize.images[0]: ghcr.io/o/a:*:v3 → ecr.example/ghcr/o/a:*:v3",
			"/r/flux.yaml spec.images[0]: ghcr.io/o/a::v2 → ecr.example/ghcr/o/a::v2",
		}},

		{"what an earlier rewriting broke", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\nimages: [{name: ghcr.io/o/a, newTag: v1}]\n", "/r/p.yaml": pod("ecr.example/ghcr/o/a"),
		}, rules{}, []string{
			"/r/kustomization.yaml images[0]: ghcr.io/o/a::v1 → ecr.example/ghcr/o/a::v1",
			"kustomize-broken: /r/kustomization.yaml:2 images[0]",
		}},

		{"an entry in another spelling never found the image, so it is not broken", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\nimages: [{name: GHCR.io/o/a, newTag: v1}]\n", "/r/p.yaml": pod("ecr.example/ghcr/o/a"),
		}, rules{}, nil},

		{"a name with a tag keeps it", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\nimages: [{name: 'ghcr.io/o/a:v1', newTag: v2}]\n", "/r/p.yaml": pod("ghcr.io/o/a:v1"),
		}, rules{}, []string{"/r/kustomization.yaml images[0]: ghcr.io/o/a:v1::v2 → ecr.example/ghcr/o/a:v1::v2"}},

		{"an overlay that is not given", tree{
			"/r/base/kustomization.yaml": base, "/r/base/p.yaml": pod("ghcr.io/o/a"),
			"/r/over/kustomization.yaml": "resources: [../base]\nimages: [{name: ghcr.io/o/a, newTag: v1}]\n",
		}, rules{given: "/r/base"}, []string{
			"/r/over/kustomization.yaml images[0]: ghcr.io/o/a::v1 → ecr.example/ghcr/o/a::v1",
			"kustomize-not-given: /r/over/kustomization.yaml:2 images[0]",
		}},

		{"a base that is not given keeps its name", tree{
			"/r/base/kustomization.yaml": base, "/r/base/p.yaml": pod("ghcr.io/o/a"),
			"/r/over/kustomization.yaml": "resources: [../base]\nimages: [{name: ghcr.io/o/a, newTag: v1}]\n",
		}, rules{given: "/r/over"}, []string{"/r/over/kustomization.yaml images[0]: ghcr.io/o/a::v1 → ghcr.io/o/a:ecr.example/ghcr/o/a:v1"}},

		{"patches among the transformers bring images", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\ntransformers: [t.yaml]\n", "/r/p.yaml": pod("ghcr.io/o/a"),
			"/r/t.yaml": "kind: PatchTransformer\nmetadata: {name: t}\ntarget: {kind: Pod}\npatch: |\n  - {op: replace, path: /spec/containers/0/image, value: 'ghcr.io/o/b:v0'}\n---\n" +
				"kind: PatchStrategicMergeTransformer\nmetadata: {name: s}\npaths: [s.yaml]\n---\n" +
				"kind: ImageTagTransformer\nmetadata: {name: i}\nimageTag: {name: ghcr.io/o/b, newTag: v1}\nfieldSpecs: [{path: 'spec/containers[]/image'}]\n",
			"/r/s.yaml":                  pod("ghcr.io/o/c"),
			"/r/over/kustomization.yaml": "resources: [..]\nimages: [{name: ghcr.io/o/b, newTag: v2}, {name: ghcr.io/o/c, newTag: v3}]\n",
		}, rules{}, []string{
			"/r/over/kustomization.yaml images[0]: ghcr.io/o/b::v2 → ecr.example/ghcr/o/b::v2",
			"/r/over/kustomization.yaml images[1]: ghcr.io/o/c::v3 → ecr.example/ghcr/o/c::v3",
			"/r/t.yaml imageTag: ghcr.io/o/b::v1 → ecr.example/ghcr/o/b::v1",
		}},

		{"a regular expression that finds the new name too stays as it is", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\nimages: [{name: .*, newTag: v1}]\n", "/r/p.yaml": pod("ghcr.io/o/a"),
		}, rules{}, nil},

		{"back: it stays as well", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\nimages: [{name: .*, newTag: v1}]\n", "/r/p.yaml": pod("ecr.example/ghcr/o/a"),
		}, rules{back: true}, nil},

		{"links to a base and to a file", tree{
			"/r/base/kustomization.yaml": base, "/r/base/p.yaml": pod("ghcr.io/o/a"), "/r/over/link": "→/r/base", "/r/file/link.yaml": "→/r/base/p.yaml",
			"/r/over/kustomization.yaml": "resources: [link]\nimages: [{name: ghcr.io/o/a, newTag: v1}]\n",
			"/r/file/kustomization.yaml": "resources: [link.yaml]\nimages: [{name: ghcr.io/o/a, newTag: v1}]\n",
		}, rules{}, []string{
			"/r/file/kustomization.yaml images[0]: ghcr.io/o/a::v1 → ecr.example/ghcr/o/a::v1",
			"/r/over/kustomization.yaml images[0]: ghcr.io/o/a::v1 → ecr.example/ghcr/o/a::v1",
		}},

		{"the values of a chart that is in the tree", tree{
			"/r/a/kustomization.yaml":       "helmCharts: [{name: c}]\nimages: [{name: ghcr.io/o/a, newTag: v1}]\n",
			"/r/a/charts/c/values.yaml":     "image: {repository: ghcr.io/o/a, tag: v0}\n",
			"/r/b/kustomization.yaml":       "helmGlobals: {chartHome: ../home}\nhelmCharts: [{name: d, version: 1.0.0}]\nimages: [{name: ghcr.io/o/b, newTag: v1}]\n",
			"/r/home/d-1.0.0/d/values.yaml": "image: {repository: ghcr.io/o/b, tag: v0}\n",
		}, rules{}, []string{
			"/r/a/kustomization.yaml images[0]: ghcr.io/o/a::v1 → ecr.example/ghcr/o/a::v1, ghcr.io/o/a:ecr.example/ghcr/o/a:v1",
			"/r/b/kustomization.yaml images[0]: ghcr.io/o/b::v1 → ecr.example/ghcr/o/b::v1, ghcr.io/o/b:ecr.example/ghcr/o/b:v1",
		}},

		{"an image that is copied from a manifest moves with it", tree{
			"/r/base/kustomization.yaml": "resources: [p.yaml, q.yaml]\nreplacements:\n- source: {kind: Pod, name: p, fieldPath: spec.containers.0.image}\n  targets: [{select: {kind: Pod, name: q}, fieldPaths: [spec.containers.0.image]}]\n",
			"/r/base/p.yaml":             pod("ghcr.io/o/a"), "/r/base/q.yaml": strings.Replace(pod("x.example/q"), "name: p", "name: q", 1),
			"/r/over/kustomization.yaml": "resources: [../base]\nimages: [{name: ghcr.io/o/a, newTag: v1}]\n",
		}, rules{}, []string{"/r/over/kustomization.yaml images[0]: ghcr.io/o/a::v1 → ecr.example/ghcr/o/a::v1"}},

		{"an image that is copied from elsewhere is served once", tree{
			"/r/base/kustomization.yaml": "resources: [p.yaml, c.yaml]\nreplacements:\n- source: {kind: ConfigMap, name: v, fieldPath: data.v}\n  targets: [{select: {kind: Pod}, fieldPaths: [spec.containers.0.image]}]\n",
			"/r/base/p.yaml":             pod("x.example/p"), "/r/base/c.yaml": "kind: ConfigMap\nmetadata: {name: v}\ndata: {v: ghcr.io/o/a}\n",
			"/r/over/kustomization.yaml": "resources: [../base]\nimages: [{name: ecr.example/ghcr/o/a, newTag: v1}, {name: ghcr.io/o/a, newName: ecr.example/ghcr/o/a, newTag: v1}]\n",
		}, rules{}, []string{"copied: /r/base/c.yaml:3 data.v ghcr.io/o/a"}},

		{"back: the new name that was added beside a moved one goes", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\nimages: [{name: ecr.example/ghcr/o/a, newName: ghcr.io/o/a, newTag: v1}]\n",
			"/r/p.yaml":             pod("ecr.example/ghcr/o/a"),
		}, rules{back: true}, []string{"/r/kustomization.yaml images[0]: ecr.example/ghcr/o/a:ghcr.io/o/a:v1 → ghcr.io/o/a::v1"}},

		{"charts and templates that are not given, and that the run does not concern", tree{
			"/r/a/kustomization.yaml": base, "/r/a/p.yaml": pod("ghcr.io/o/other"),
			"/r/chart/kustomization.yaml": "helmCharts: [{name: c, valuesInline: {image: ghcr.io/o/a}}]\nimages: [{name: ghcr.io/o/a, newTag: v1}]\n",
			"/r/argo.yaml":                "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nspec: {template: {spec: {source: {path: 'a/{{name}}', kustomize: {images: ['ghcr.io/o/a:v1']}}}}}\n",
		}, rules{given: "/r/a/"}, nil},

		{"a chart whose values move", tree{
			"/r/kustomization.yaml": "helmCharts: [{name: c, valuesFile: v.yaml}]\nimages: [{name: ghcr.io/o/a, newTag: v1}]\n",
			"/r/v.yaml":             "image: {registry: ghcr.io, repository: o/a}\n",
		}, rules{}, []string{"/r/kustomization.yaml images[0]: ghcr.io/o/a::v1 → ecr.example/ghcr/o/a::v1, ghcr.io/o/a:ecr.example/ghcr/o/a:v1"}},

		{"two spellings of one image", tree{
			"/r/kustomization.yaml": "resources: [p.yaml, q.yaml]\nimages: [{name: nginx, newTag: v1}]\n",
			"/r/p.yaml":             pod("nginx"), "/r/q.yaml": pod("docker.io/library/nginx"),
		}, rules{}, []string{
			"/r/kustomization.yaml images[0]: nginx::v1 → ecr.example/hub/library/nginx::v1",
			"kustomize-unsolved: /r/kustomization.yaml:2 images[0]",
		}},

		{"a part of a name that is replaced by its position", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\nreplacements:\n- sourceValue: registry.example.com\n  targets: [{select: {kind: Pod}, fieldPaths: ['spec.containers.[name=c].image'], options: {delimiter: /, index: 0}}]\n",
			"/r/p.yaml":             pod("ghcr.io/o/a"),
		}, rules{}, []string{"stays: /r/p.yaml spec.containers[0].image by-position"}},

		{"a cycle, a missing base, an entry without a name", tree{
			"/r/a/kustomization.yaml": "resources: [../b]\n", "/r/b/kustomization.yaml": "resources: [../a]\n",
			"/r/c/kustomization.yaml": "resources: [../d]\nimages: [{newTag: v1}]\n",
		}, rules{}, []string{
			"kustomize-cycle: /r/a/kustomization.yaml:1 ",
			"kustomize-nameless: /r/c/kustomization.yaml:2 images[0]",
			"kustomize-unreadable: /r/c/kustomization.yaml:1 resources[0]",
		}},

		{"back: what was added goes", tree{
			"/r/kustomization.yaml": "resources: [p.yaml, 'https://github.com/o/r//d?ref=v1']\nimages: [{name: ecr.example/ghcr/o/a, newTag: v1}, {name: ghcr.io/o/a, newName: ecr.example/ghcr/o/a, newTag: v1}]\n",
			"/r/p.yaml":             pod("ecr.example/ghcr/o/a"),
		}, rules{back: true}, []string{
			"/r/kustomization.yaml images[0]: ecr.example/ghcr/o/a::v1 → ghcr.io/o/a::v1",
			"/r/kustomization.yaml images[1]: ghcr.io/o/a:ecr.example/ghcr/o/a:v1 → nothing",
		}},

		{"back: a copy behind an entry goes, and the entry's new name stays in the cache", tree{
			"/r/base/kustomization.yaml": base, "/r/base/p.yaml": pod("ecr.example/ghcr/o/a"),
			"/r/prod/kustomization.yaml": "resources: [../base]\nimages: [{name: ghcr.io/o/a, newName: ecr.example/ghcr/o/a, newTag: v1}, {name: ecr.example/ghcr/o/a, newName: ecr.example/ghcr/o/a, newTag: v1}]\n",
			"/r/over/kustomization.yaml": "resources: [../prod]\nimages: [{name: ecr.example/ghcr/o/a, newTag: v2}]\n",
			"/r/flux.yaml":               "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {path: prod, images: [{name: ecr.example/ghcr/o/a, newTag: v3}]}\n",
		}, rules{back: true}, []string{
			"/r/flux.yaml spec.images[0]: ecr.example/ghcr/o/a::v3 → ghcr.io/o/a::v3",
			"/r/prod/kustomization.yaml images[1]: ecr.example/ghcr/o/a:ecr.example/ghcr/o/a:v1 → nothing",
		}},

		{"back: newName goes where it was added, and is the name where it was not", tree{
			"/r/kustomization.yaml": "resources: ['https://github.com/o/r//d?ref=v1']\nimages: [{name: ghcr.io/o/a, newTag: v1, newName: ecr.example/ghcr/o/a}, {name: ghcr.io/o/b, newName: ecr.example/ghcr/o/b, newTag: v1}]\n",
		}, rules{back: true}, []string{
			"/r/kustomization.yaml images[0]: ghcr.io/o/a:ecr.example/ghcr/o/a:v1 → ghcr.io/o/a::v1",
			"/r/kustomization.yaml images[1]: ghcr.io/o/b:ecr.example/ghcr/o/b:v1 → ghcr.io/o/b:ghcr.io/o/b:v1",
		}},

		{"back: the copy is changed since, so it is no copy", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\nimages: [{name: ghcr.io/o/a, newName: ecr.example/ghcr/o/a, newTag: v1}, {name: ecr.example/ghcr/o/a, newName: ecr.example/ghcr/o/a, newTag: v2}]\n",
			"/r/p.yaml":             pod("ecr.example/ghcr/o/a"),
		}, rules{back: true}, []string{
			"/r/kustomization.yaml images[0]: ghcr.io/o/a:ecr.example/ghcr/o/a:v1 → ghcr.io/o/a:ghcr.io/o/a:v1",
			"/r/kustomization.yaml images[1]: ecr.example/ghcr/o/a:ecr.example/ghcr/o/a:v2 → ghcr.io/o/a:ghcr.io/o/a:v2",
		}},

		{"both names, the upstream's in the cache, and it is rewritten once", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\nimages: [{name: ghcr.io/o/a, newName: ecr.example/ghcr/o/a, newTag: v1}, {name: ecr.example/ghcr/o/a, newName: ecr.example/ghcr/o/a, newTag: v1}]\n",
			"/r/p.yaml":             pod("ghcr.io/o/a"),
		}, rules{}, nil},

		{"a suffix that would be added once more under the new name: the image stays", tree{
			"/r/base/kustomization.yaml": base, "/r/base/p.yaml": pod("ghcr.io/o/a:v1"),
			"/r/over/kustomization.yaml": "resources: [../base]\nimages: [{name: ghcr.io/o/a, newName: ecr.example/ghcr/o/a, tagSuffix: -fips}]\n",
		}, rules{}, []string{"stays: /r/base/p.yaml spec.containers[0].image suffix-twice"}},

		{"a suffix behind a whole tag, which kustomize does not add", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\nimages: [{name: ghcr.io/o/a, newName: ecr.example/ghcr/o/a, newTag: v2, tagSuffix: -fips}]\n",
			"/r/p.yaml":             pod("ghcr.io/o/a:v1"),
		}, rules{}, []string{"/r/kustomization.yaml images[0]: ghcr.io/o/a:ecr.example/ghcr/o/a:v2-fips → ghcr.io/o/a:ecr.example/ghcr/o/a:v2-fips, ecr.example/ghcr/o/a:ecr.example/ghcr/o/a:v2-fips"}},

		{"a suffix over what is not read, where the image gets another name", tree{
			"/r/kustomization.yaml": "resources: ['https://github.com/o/r//d?ref=v1']\nimages: [{name: ghcr.io/o/a, newName: ghcr.io/o/b, tagSuffix: -fips}]\n",
		}, rules{}, []string{"/r/kustomization.yaml images[0]: ghcr.io/o/a:ghcr.io/o/b:-fips → ghcr.io/o/a:ecr.example/ghcr/o/b:-fips"}},

		{"back: a suffix that would be added once more under the upstream's name: the new name stays", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\nimages: [{name: ghcr.io/o/a, newName: ecr.example/ghcr/o/a, tagSuffix: -fips}]\n",
			"/r/p.yaml":             pod("ghcr.io/o/a:v1"),
		}, rules{back: true}, nil},

		{"a tag in newName", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\nimages: [{name: PLACE, newName: 'ghcr.io/o/a:v1@sha256:0123'}]\n",
			"/r/p.yaml":             pod("PLACE/x"), "/r/over/kustomization.yaml": "resources: ['https://github.com/o/r//d?ref=v1']\nimages: [{name: place, newName: 'ghcr.io/o/a:v1'}]\n",
		}, rules{}, []string{
			"/r/kustomization.yaml images[0]: PLACE:ghcr.io/o/a:v1@sha256:0123: → PLACE:ecr.example/ghcr/o/a:v1@sha256:0123:",
			"/r/over/kustomization.yaml images[0]: place:ghcr.io/o/a:v1: → place:ecr.example/ghcr/o/a:v1:",
		}},

		{"a name with a tag is not broken by images of another tag", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\nimages: [{name: 'ghcr.io/o/a:v1', newTag: v9}]\n",
			"/r/p.yaml":             pod("ecr.example/ghcr/o/a:v2"),
		}, rules{}, nil},

		{"and is mended where it is", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\nimages: [{name: 'ghcr.io/o/a:v1', newTag: v9}]\n",
			"/r/p.yaml":             pod("ecr.example/ghcr/o/a:v1"),
		}, rules{}, []string{
			"/r/kustomization.yaml images[0]: ghcr.io/o/a:v1::v9 → ecr.example/ghcr/o/a:v1::v9",
			"kustomize-broken: /r/kustomization.yaml:2 images[0]",
		}},

		{"a part that is replaced by its position, and an entry that would give the name first", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\nimages: [{name: ghcr.io/o/a, newTag: v8}]\nreplacements:\n- sourceValue: registry.example.com\n  targets: [{select: {kind: Pod}, fieldPaths: ['spec.containers.[name=c].image'], options: {delimiter: /, index: 0}}]\n",
			"/r/p.yaml":             pod("ghcr.io/o/a"),
		}, rules{}, []string{"stays: /r/p.yaml spec.containers[0].image by-position"}},

		{"a part that a ReplacementTransformer replaces by its position", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\ntransformers: [t.yaml]\n",
			"/r/t.yaml":             "kind: ReplacementTransformer\nmetadata: {name: t}\nreplacements:\n- sourceValue: registry.example.com\n  targets: [{select: {kind: Pod}, fieldPaths: [spec.containers.0.image], options: {delimiter: /, index: 0}}]\n",
			"/r/p.yaml":             pod("ghcr.io/o/a"),
		}, rules{}, []string{"stays: /r/p.yaml spec.containers[0].image by-position"}},

		{"a chart of the repository, by a generator: its values and templates may move", tree{
			"/r/k/kustomization.yaml": "generators: [g.yaml]\nimages: [{name: ghcr.io/o/a, newTag: v1}, {name: ghcr.io/o/b, newTag: v1}, {name: ghcr.io/o/c, newTag: v1}]\n",
			"/r/k/g.yaml":             "kind: HelmChartInflationGenerator\nmetadata: {name: g}\nname: c\nchartHome: ../charts\n",
			"/r/charts/c/values.yaml": "image: ghcr.io/o/a:v0\n", "/r/charts/c/templates/pod.yaml": "image: 'ghcr.io/o/b:v0'\n",
		}, rules{}, []string{
			"/r/k/kustomization.yaml images[0]: ghcr.io/o/a::v1 → ecr.example/ghcr/o/a::v1, ghcr.io/o/a:ecr.example/ghcr/o/a:v1",
			"/r/k/kustomization.yaml images[1]: ghcr.io/o/b::v1 → ecr.example/ghcr/o/b::v1, ghcr.io/o/b:ecr.example/ghcr/o/b:v1",
			"/r/k/kustomization.yaml images[2]: ghcr.io/o/c::v1 → ghcr.io/o/c:ecr.example/ghcr/o/c:v1",
		}},

		{"a chart of the repository, of a HelmRelease, and values from a ConfigMap", tree{
			"/r/release.yaml":         "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: r}\nspec:\n  chart: {spec: {chart: charts/c, sourceRef: {kind: GitRepository, name: flux-system}}}\n  postRenderers: [{kustomize: {images: [{name: ghcr.io/o/a, newTag: v1}, {name: ghcr.io/o/b, newTag: v1}]}}]\n",
			"/r/values.yaml":          "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: v}\nspec:\n  valuesFrom: [{kind: ConfigMap, name: values}]\n  postRenderers: [{kustomize: {images: [{name: ghcr.io/o/b, newTag: v1}]}}]\n",
			"/r/charts/c/values.yaml": "image: ghcr.io/o/a:v0\n",
		}, rules{}, []string{
			"/r/release.yaml spec.postRenderers[0].kustomize.images[0]: ghcr.io/o/a::v1 → ecr.example/ghcr/o/a::v1, ghcr.io/o/a:ecr.example/ghcr/o/a:v1",
			"/r/release.yaml spec.postRenderers[0].kustomize.images[1]: ghcr.io/o/b::v1 → ghcr.io/o/b:ecr.example/ghcr/o/b:v1",
			"/r/values.yaml spec.postRenderers[0].kustomize.images[0]: ghcr.io/o/b::v1 → ecr.example/ghcr/o/b::v1, ghcr.io/o/b:ecr.example/ghcr/o/b:v1",
		}},

		{"Components that lead to each other", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\ncomponents: [a]\n", "/r/p.yaml": pod("ghcr.io/o/a"),
			"/r/a/kustomization.yaml": "kind: Component\ncomponents: [../b]\n", "/r/b/kustomization.yaml": "kind: Component\ncomponents: [../a]\n",
		}, rules{}, []string{"kustomize-cycle: /r/a/kustomization.yaml:1 "}},

		{"back: an object that opted out gets its image by the entry, too: the new name stays", tree{
			"/r/kustomization.yaml": "resources: [p.yaml, o.yaml]\nimages: [{name: ghcr.io/o/a, newName: ecr.example/ghcr/o/a, newTag: v1}]\n",
			"/r/p.yaml":             pod("ghcr.io/o/a"), "/r/o.yaml": strings.Replace(pod("ghcr.io/o/a:v0"), "kind: Pod", "kind: Opted", 1),
		}, rules{back: true}, nil},

		{"back: it goes beside an entry whose new name is its name, too", tree{
			"/r/kustomization.yaml": "resources: [p.yaml, 'https://github.com/o/r//d?ref=v1']\nimages: [{name: ecr.example/ghcr/o/a, newName: ecr.example/ghcr/o/a, newTag: v1}, {name: ghcr.io/o/a, newName: ecr.example/ghcr/o/a, newTag: v1}]\n",
			"/r/p.yaml":             pod("ecr.example/ghcr/o/a"),
		}, rules{back: true}, []string{
			"/r/kustomization.yaml images[0]: ecr.example/ghcr/o/a:ecr.example/ghcr/o/a:v1 → ghcr.io/o/a:ghcr.io/o/a:v1",
			"/r/kustomization.yaml images[1]: ghcr.io/o/a:ecr.example/ghcr/o/a:v1 → nothing",
		}},

		{"back: of two entries before a regular expression that does the same, the first is the user's", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\nimages: [{name: ecr.example/ghcr/o/a, newTag: v1}, {name: ecr.example/ghcr/o/a, newTag: v1}, {name: 'ghcr.io/o/.*', newTag: v1}]\n",
			"/r/p.yaml":             pod("ecr.example/ghcr/o/a"),
		}, rules{back: true}, []string{
			"/r/kustomization.yaml images[0]: ecr.example/ghcr/o/a::v1 → ghcr.io/o/a::v1",
			"/r/kustomization.yaml images[1]: ecr.example/ghcr/o/a::v1 → nothing",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var candidates []string
			for file := range test.files {
				candidates = append(candidates, file)
			}
			slices.Sort(candidates)
			got := shown(kustomization.Read(test.files, candidates, test.rules))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// TestCopiedTexts: a text that kustomize copies moves when it is a whole image, nothing but
// images is made of it, and no cluster gets it; else it stays, and is told where it ends in
// an image. Entries above find what it becomes.
func TestCopiedTexts(t *testing.T) {
	const (
		local    = "kind: ConfigMap\nmetadata: {name: c, annotations: {config.kubernetes.io/local-config: 'true'}}\ndata: {image: 'ghcr.io/o/a:v1', name: ghcr.io/o/a, registry: ghcr.io}\n"
		both     = "kind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: x, env: [{name: I, value: x}]}]}\n"
		copies   = "replacements:\n- source: {kind: ConfigMap, name: c, fieldPath: data.image}\n  targets: [{select: {kind: Pod}, fieldPaths: [spec.containers.0.image]}]\n"
		variable = "vars: [{name: I, objref: {kind: ConfigMap, name: c}, fieldref: {fieldpath: data.image}}]\n"
		name     = "vars: [{name: I, objref: {kind: ConfigMap, name: c}, fieldref: {fieldpath: data.name}}]\n"
		files    = "resources: [p.yaml, c.yaml]\n"
	)
	for _, test := range []struct {
		name  string
		files tree
		want  []string
	}{
		{"from an object that is not deployed, and an entry above", tree{
			"/r/b/kustomization.yaml": files + copies, "/r/b/p.yaml": both, "/r/b/c.yaml": local,
			"/r/kustomization.yaml": "resources: [b]\nimages: [{name: ghcr.io/o/a, newTag: v2}]\n",
		}, []string{"/r/kustomization.yaml images[0]: ghcr.io/o/a::v2 → ecr.example/ghcr/o/a::v2", "moves: /r/b/c.yaml data.image"}},
		{"from one that is deployed", tree{
			"/r/kustomization.yaml": files + copies, "/r/p.yaml": both, "/r/c.yaml": strings.Replace(local, "true", "false", 1),
		}, []string{"copied: /r/c.yaml:3 data.image ghcr.io/o/a:v1"}},
		{"into an image and something else", tree{
			"/r/kustomization.yaml": files + strings.Replace(copies, "[spec.", "[spec.containers.0.env.0.value, spec.", 1), "/r/p.yaml": both, "/r/c.yaml": local,
		}, []string{"copied: /r/c.yaml:3 data.image ghcr.io/o/a:v1"}},
		{"into an image here, and something else in another kustomization", tree{
			"/r/b/kustomization.yaml": files + copies, "/r/b/p.yaml": both, "/r/b/c.yaml": local,
			"/r/kustomization.yaml": "resources: [b]\n" + strings.Replace(copies, "containers.0.image", "containers.0.env.0.value", 1),
		}, []string{"copied: /r/b/c.yaml:3 data.image ghcr.io/o/a:v1"}},
		{"from files that a generator reads", tree{
			"/r/kustomization.yaml": "resources: [p.yaml]\nconfigMapGenerator: [{name: c, files: [image=image.txt], envs: [c.env]}]\n" + copies + strings.NewReplacer("replacements:\n", "", "data.image", "data.E", "containers.0", "initContainers.0").Replace(copies),
			"/r/image.txt":          "ghcr.io/o/a:v1\n", "/r/c.env": "# of e\n=\nF=1\nE=ghcr.io/o/e:v1\n",
			"/r/p.yaml": "kind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: x}], initContainers: [{name: i, image: x}]}\n",
		}, []string{"copied: /r/kustomization.yaml:2 configMapGenerator[0].envs[0] ghcr.io/o/e:v1", "copied: /r/kustomization.yaml:2 configMapGenerator[0].files[0] ghcr.io/o/a:v1"}},
		{"a part of it", tree{
			"/r/kustomization.yaml": files + strings.Replace(copies, "data.image}", "data.image, options: {delimiter: ':', index: 0}}", 1), "/r/p.yaml": both, "/r/c.yaml": local,
		}, []string{"copied: /r/c.yaml:3 data.image ghcr.io/o/a:v1"}},
		{"sourceValue into an image, and into a kind that kustomize does not know", tree{
			"/r/kustomization.yaml": "resources: [p.yaml, c.yaml]\nreplacements:\n- sourceValue: ghcr.io/o/a:v1\n  targets: [{select: {kind: Pod}, fieldPaths: [spec.containers.0.image]}]\n" +
				"- sourceValue: ghcr.io/o/b:v1\n  targets: [{select: {kind: Cluster}, fieldPaths: [spec.imageName]}]\n",
			"/r/p.yaml": both, "/r/c.yaml": "apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: c}\nspec: {imageName: x}\n",
		}, []string{"moves: /r/kustomization.yaml replacements[0].sourceValue", "moves: /r/kustomization.yaml replacements[1].sourceValue"}},
		{"a kind that kustomize does not know, from an object that is deployed", tree{
			"/r/kustomization.yaml": "resources: [p.yaml, c.yaml]\n" + strings.NewReplacer("kind: Pod", "kind: Cluster", "spec.containers.0.image", "spec.imageName").Replace(copies),
			"/r/c.yaml":             strings.Replace(local, "true", "false", 1), "/r/p.yaml": "apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: c}\nspec: {imageName: x}\n",
		}, []string{"copied: /r/c.yaml:3 data.image ghcr.io/o/a:v1"}},
		{"a var of a base in an overlay's image", tree{
			"/r/b/kustomization.yaml": "resources: [c.yaml]\n" + name, "/r/b/c.yaml": local,
			"/r/kustomization.yaml": "resources: [b, p.yaml]\n", "/r/p.yaml": pod("$(I):v7"),
		}, []string{"moves: /r/b/c.yaml data.name"}},
		{"a var that is used in an argument, too", tree{
			"/r/b/kustomization.yaml": files + variable, "/r/b/c.yaml": local, "/r/b/p.yaml": pod("$(I)"),
			"/r/kustomization.yaml": "resources: [b, q.yaml]\n", "/r/q.yaml": strings.Replace(pod("x"), "name: c,", "name: c, args: ['--image=$(I)'],", 1),
		}, []string{"copied: /r/b/c.yaml:3 data.image ghcr.io/o/a:v1"}},
		{"a var of a base that is deployed, in an overlay's image", tree{
			"/r/b/kustomization.yaml": "resources: [c.yaml]\n" + variable, "/r/b/c.yaml": strings.Replace(local, "true", "false", 1),
			"/r/kustomization.yaml": "resources: [b, p.yaml]\n", "/r/p.yaml": pod("$(I)"),
		}, []string{"copied: /r/b/c.yaml:3 data.image ghcr.io/o/a:v1"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			plan := kustomization.Read(test.files, slices.Sorted(maps.Keys(test.files)), rules{})
			got := shown(plan)
			for at := range plan.Fields {
				got = append(got, fmt.Sprintf("moves: %s %s", at.File, at.Path))
			}
			slices.Sort(got)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// shown is a plan in lines.
func shown(p *kustomization.Plan) []string {
	var all []string
	for at, d := range p.Entries {
		if !d.Changed() {
			continue
		}
		after := "nothing"
		for i, image := range d.Images {
			if i == 0 {
				after = short(image)
			} else {
				after += ", " + short(image)
			}
		}
		all = append(all, fmt.Sprintf("%s %s: %s → %s", at.File, at.Path, short(d.Was), after))
	}
	for at, reason := range p.StayReasons {
		all = append(all, fmt.Sprintf("stays: %s %s %s", at.File, at.Path, reason))
	}
	for _, problem := range p.Problems {
		all = append(all, fmt.Sprintf("kustomize-%s: %s:%d %s", problem.Check, problem.File.Path, problem.Line, problem.Field.Path))
	}
	for _, c := range p.Copied {
		all = append(all, fmt.Sprintf("copied: %s:%d %s %s", c.File, c.Line, c.Path, c.Text))
	}
	slices.Sort(all)
	return all
}

// short writes an image as name:newName:newTag@digest.
func short(i imagetag.Image) string {
	text := i.Name + ":" + i.NewName + ":" + i.NewTag + i.TagSuffix
	if i.Digest != "" {
		text += "@" + i.Digest
	}
	return text
}
