package tree_test

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/google/go-cmp/cmp"
)

// files are texts by their paths; the repository is /r.
type files map[string]string

func (f files) Read(p string) ([]byte, error) {
	if text, there := f[p]; there {
		return []byte(text), nil
	}
	return nil, &fs.PathError{Op: "open", Path: p, Err: fs.ErrNotExist}
}

func (f files) IsDir(p string) bool { return len(f.List(p)) > 0 }

func (f files) List(dir string) []string {
	var all []string
	for p := range f {
		if rest, below := strings.CutPrefix(p, dir+"/"); below {
			name, _, _ := strings.Cut(rest, "/")
			all = append(all, path.Join(dir, name))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (files) Root() string { return "/r" }

// rules give every file to the command, and govern all of them but those below /r/other. A
// Rewriter configures this program as a function.
type rules struct{ tree.Rules }

func (rules) Given(string) bool                               { return true }
func (rules) Filled(*manifest.Document, *yamlbytes.Node) bool { return false }
func (rules) Fixed(*manifest.Document) string                 { return "" }
func (rules) Shown(file string) string                        { return strings.TrimPrefix(file, "/r/") }

func (rules) Governed(file string) tree.Governance {
	if strings.HasPrefix(file, "/r/other/") {
		return tree.ByOther
	}
	return tree.ByRun
}

func (rules) Function(d *manifest.Document) func(string) string {
	if d.Root.Text("kind") != "Rewriter" {
		return nil
	}
	return func(image string) string { return "cache/" + image }
}

// read reads a tree, all of whose files are candidates.
func read(f files) *tree.Tree {
	var all []string
	for file := range f {
		all = append(all, file)
	}
	slices.Sort(all)
	return tree.Read(f, all, rules{})
}

// one reads a tree that has one kustomization at its root.
func one(t *testing.T, f files) (*tree.Tree, *tree.Kustomization) {
	t.Helper()
	all := read(f)
	k := all.Kustomizations["/r"]
	if k == nil {
		t.Fatal("no kustomization was read")
	}
	return all, k
}

// setBy lists what patches set: the place and the kind of each object.
func setBy(patches []tree.Patch) []string {
	var all []string
	for _, p := range patches {
		for _, o := range p.Objects {
			at := o.Document.PlaceOf(o.Path("spec.replicas"))
			all = append(all, strings.TrimPrefix(at.File, "/r/")+" "+at.Path+" "+o.Kind.Kind)
		}
	}
	return all
}

// TestEntries: entries of images are read in the forms in which people write them, in the order in
// which kustomize runs them: those of the older imageTags are the last
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/types/kustomization.go, FixKustomization).
func TestEntries(t *testing.T) {
	all, k := one(t, files{"/r/kustomization.yaml": `imageTags:
- {name: older, newTag: v1}
images:
- name: ghcr.io/amerintlxperts/app
  newTag: v2
  newName: ghcr.io/amerintlxperts/fork
- name: digested
  newName: other
  digest: sha256:ab
- name: suffixed
  tagSuffix: -fips
- newTag: v3
- [a, list]
`})
	type entry struct {
		imagetag.Image
		Path        string
		Line        int
		NewNameLast bool
	}
	want := []entry{
		{imagetag.Image{Name: "ghcr.io/amerintlxperts/app", NewName: "ghcr.io/amerintlxperts/fork", NewTag: "v2"}, "images[0]", 4, true},
		{imagetag.Image{Name: "digested", NewName: "other", Digest: "sha256:ab"}, "images[1]", 7, false},
		{imagetag.Image{Name: "suffixed", TagSuffix: "-fips"}, "images[2]", 10, false},
		{imagetag.Image{Name: "older", NewTag: "v1"}, "imageTags[0]", 2, false},
	}
	var got []entry
	for _, e := range k.Entries {
		got = append(got, entry{e.Image, e.At.Path, e.Line, e.NewNameLast})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if list := all.Problems.All; len(list) != 1 || list[0].Field.Path != "images[3]" || list[0].Check != "nameless" {
		t.Errorf("the entry without a name: %+v", list)
	}
}

// TestPatches: patches are read in the order in which kustomize runs them, whichever way they are
// written; of a JSON patch, what it sets in the kind of its target
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/internal/target/kusttarget_configplugin.go).
func TestPatches(t *testing.T) {
	const (
		merge = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: app}\nspec: {replicas: 2}\n"
		json  = "- {op: replace, path: /spec/replicas, value: 2}\n"
	)
	for name, test := range map[string]struct {
		kustomization string
		want          []string
		unread        string
	}{
		"inline":                   {"patches:\n- patch: |-\n    kind: Job\n    spec: {}\n", []string{"kustomization.yaml patches[0].patch: spec.replicas Job"}, ""},
		"of a file":                {"patches: [{path: merge.yaml}]", []string{"merge.yaml spec.replicas Deployment"}, ""},
		"a JSON patch":             {"patches: [{path: json.yaml, target: {kind: StatefulSet}}]", []string{"json.yaml [0].value StatefulSet"}, ""},
		"an inline JSON patch":     {"patchesJson6902:\n- target: {kind: DaemonSet}\n  patch: |-\n    - {op: add, path: /spec/replicas, value: 1}\n", []string{"kustomization.yaml patchesJson6902[0].patch: [0].value DaemonSet"}, ""},
		"strategic, of a file":     {"patchesStrategicMerge: [merge.yaml]", []string{"merge.yaml spec.replicas Deployment"}, ""},
		"strategic, inline":        {"patchesStrategicMerge:\n- |-\n  kind: CronJob\n  spec: {}\n", []string{"kustomization.yaml patchesStrategicMerge[0]: spec.replicas CronJob"}, ""},
		"two documents":            {"patches: [{path: both.yaml}]", []string{"both.yaml spec.replicas Deployment", "both.yaml spec.replicas Job"}, ""},
		"the file is not there":    {"patches: [{path: gone.yaml}]", nil, "gone.yaml"},
		"neither text nor a file":  {"patches: [{target: {kind: Job}}]", nil, ""},
		"kustomize's order":        {"patchesJson6902: [{path: json.yaml, target: {kind: C}}]\npatches: [{path: json.yaml, target: {kind: B}}]\npatchesStrategicMerge: [merge.yaml]", []string{"merge.yaml spec.replicas Deployment", "json.yaml [0].value B", "json.yaml [0].value C"}, ""},
		"no patches in a Resource": {"resources: [merge.yaml]", nil, ""},
	} {
		all, k := one(t, files{
			"/r/kustomization.yaml": test.kustomization, "/r/merge.yaml": merge, "/r/json.yaml": json,
			"/r/both.yaml": merge + "---\nkind: Job\nspec: {}\n",
		})
		if diff := cmp.Diff(test.want, setBy(k.Patches)); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
		unread := ""
		for _, u := range k.Unread {
			unread += u.What
		}
		if unread != test.unread || (len(all.Problems.All) > 0) != (test.unread != "") {
			t.Errorf("%s: %q is not read, want %q; problems %+v", name, unread, test.unread, all.Problems.All)
		}
	}
}

// TestTransformers: of the transformers of a kustomization those count that change images. Those
// that are written inline run before those of files
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/internal/target/kusttarget.go, configureExternalTransformers).
func TestTransformers(t *testing.T) {
	const (
		tag    = "kind: ImageTagTransformer\nmetadata: {name: t}\nimageTag: {name: app, newTag: v2}\nfieldSpecs: [{kind: Widget, path: spec/image}, {path: a//b}]\n"
		inline = "- |-\n  kind: ImageTagTransformer\n  metadata: {name: i}\n  imageTag: {name: inline, newTag: v1}\n"
		patch  = "kind: PatchTransformer\nmetadata: {name: p}\npath: merge.yaml\ntarget: {kind: Deployment}\n"
	)
	for name, test := range map[string]struct {
		transformers string
		want         []string
	}{
		"an entry":              {"[tag.yaml]", []string{"entry app in a transformer at tag.yaml imageTag, sees /:spec/image of Widget"}},
		"a patch":               {"[patch.yaml]", []string{"patch merge.yaml spec.replicas Deployment"}},
		"replacements":          {"[replace.yaml]", []string{"1 replacement"}},
		"this program":          {"[function.yaml]", []string{"function: cache/app"}},
		"one that labels":       {"[label.yaml]", nil},
		"in a directory":        {"[dir]", []string{"patch merge.yaml spec.replicas Deployment"}},
		"in their order":        {"[patch.yaml, tag.yaml]", []string{"patch merge.yaml spec.replicas Deployment", "entry app in a transformer at tag.yaml imageTag, sees /:spec/image of Widget"}},
		"inline ones are first": {"\n- patch.yaml\n" + inline, []string{"entry inline in a transformer at kustomization.yaml transformers[1]: imageTag", "patch merge.yaml spec.replicas Deployment"}},
		"inline on one line":    {"['{kind: ImageTagTransformer, imageTag: {name: inline, newTag: v1}}']", []string{"entry inline in a transformer at kustomization.yaml transformers[0]: imageTag"}},
	} {
		all, k := one(t, files{
			"/r/kustomization.yaml": "transformers: " + test.transformers + "\n", "/r/merge.yaml": "kind: Deployment\nspec: {}\n",
			"/r/tag.yaml": tag, "/r/patch.yaml": patch, "/r/label.yaml": "kind: LabelTransformer\nlabels: {a: b}\n",
			"/r/replace.yaml":  "kind: ReplacementTransformer\nreplacements: [{sourceValue: a, targets: []}]\n",
			"/r/function.yaml": "kind: Rewriter\n", "/r/dir/kustomization.yaml": "resources: [t.yaml]\n", "/r/dir/t.yaml": patch,
		})
		var got []string
		for _, tr := range k.Transformers {
			switch {
			case tr.Entry != nil:
				e := tr.Entry
				text := "entry " + e.Name + " in " + e.In + " at " + rules{}.Shown(e.At.File) + " " + e.At.Path
				for _, s := range tr.Specs {
					text += ", sees /:" + s.Path + " of " + s.Kind
				}
				got = append(got, text)
			case tr.Function != nil:
				got = append(got, "function: "+tr.Function("app"))
			case tr.Replacements != nil:
				got = append(got, "1 replacement")
			default:
				for _, p := range setBy(tr.Patches) {
					got = append(got, "patch "+p)
				}
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
		if len(k.Unread)+len(all.Problems.All) > 0 {
			t.Errorf("%s: unread %+v, problems %+v", name, k.Unread, all.Problems.All)
		}
	}
}

// TestManyWays: a transformer that is reached in 2^40 ways is read once, in no time.
func TestManyWays(t *testing.T) {
	all := files{
		"/r/kustomization.yaml": "transformers: [t1]\n", "/r/t41/kustomization.yaml": "resources: [tag.yaml]\n",
		"/r/t41/tag.yaml": "kind: ImageTagTransformer\nimageTag: {name: app, newTag: v2}\n",
	}
	for i := 1; i <= 40; i++ {
		all[fmt.Sprintf("/r/t%d/kustomization.yaml", i)] = fmt.Sprintf("resources: [../t%[1]d, ../t%[1]d]\n", i+1)
	}
	if k := read(all).Kustomizations["/r"]; len(k.Transformers) != 1 {
		t.Errorf("%d transformers", len(k.Transformers))
	}
}

// circular are files of which every directory has three links that lead to itself.
type circular struct{ files }

func (c circular) Real(p string) string {
	keys := slices.DeleteFunc(strings.Split(p, "/"), func(key string) bool { return strings.HasPrefix(key, "link") })
	return strings.Join(keys, "/")
}
func (c circular) Read(p string) ([]byte, error) { return c.files.Read(c.Real(p)) }
func (c circular) IsDir(p string) bool           { return c.files.IsDir(c.Real(p)) }

func (c circular) List(dir string) []string {
	all := []string{path.Join(dir, "link1"), path.Join(dir, "link2"), path.Join(dir, "link3")}
	for _, p := range c.files.List(c.Real(dir)) {
		all = append(all, path.Join(dir, path.Base(p)))
	}
	return all
}

// TestCircularLinks: what Flux builds of a directory, and the files of a chart, are read once.
func TestCircularLinks(t *testing.T) {
	got := tree.Read(circular{files{
		"/r/apps/app.yaml": "kind: Pod\n", "/r/flux.yaml": "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {path: apps}\n",
		"/r/release.yaml": "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec: {chart: {spec: {chart: chart, sourceRef: {kind: GitRepository}}}, postRenderers: [{kustomize: {}}]}\n",
		"/r/chart/a.yaml": "a: b\n",
	}}, []string{"/r/flux.yaml", "/r/release.yaml"}, rules{})
	if m := got.Builds[0].Manifests; len(m) != 1 {
		t.Errorf("%d manifests", len(m))
	}
	if v := got.Builds[1].Unread[0].Values; len(v) != 1 {
		t.Errorf("%d texts of the chart", len(v))
	}
}
