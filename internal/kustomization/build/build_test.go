package build_test

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/build"
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

// ghcr and hub are the registries ghcr.io and Docker Hub in the cache.
const (
	ghcr = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/"
	hub  = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/docker-hub/"
)

// rules move ghcr.io and Docker Hub to the cache. Files below /r/kept and /r/other were not given,
// the latter because another configuration governs them. Objects of the kind Opted opted out. A Rewriter
// configures this program as a function; a kustomization with an annotation is generated.
type rules struct{ tree.Rules }

func (rules) Name(image string) string {
	if rest, found := strings.CutPrefix(image, "ghcr.io/"); found {
		return ghcr + rest
	}
	if !strings.ContainsAny(image, "/$") {
		return hub + "library/" + image
	}
	return image
}

func (r rules) Image(f *manifest.Field) (string, bool) {
	return r.Name(f.Text), f.Kind.Kind != "Opted"
}

func (r rules) Cached(image string) string {
	if moved := r.Name(image); moved != image {
		return moved
	}
	return ""
}
func (rules) Filled(*manifest.Document, *yamlbytes.Node) bool { return false }
func (rules) Fixed(*manifest.Document) string                 { return "" }
func (rules) Given(file string) bool {
	return !strings.HasPrefix(file, "/r/kept/") && !strings.HasPrefix(file, "/r/other/")
}
func (rules) Shown(file string) string { return strings.TrimPrefix(file, "/r/") }
func (rules) Restores() bool           { return false }

func (rules) Governed(file string) tree.Governance {
	if strings.HasPrefix(file, "/r/other/") {
		return tree.ByOther
	}
	return tree.ByRun
}

func (rules) Generated(d *manifest.Document) bool {
	return d.Root.Text("metadata", "annotations", "generated") != ""
}

func (r rules) Function(d *manifest.Document) func(string) string {
	if d.Root.Text("kind") != "Rewriter" {
		return nil
	}
	return r.Cached
}

// session prepares the simulations of a tree, all of whose files are candidates.
func session(f files) *build.Session {
	return build.NewSession(tree.Read(f, slices.Sorted(maps.Keys(f)), rules{}))
}

// settled is the last of the simulations, which knows all that must stay.
func settled(s *build.Session) *build.Simulation {
	for {
		if last := s.Simulate(); !last.Again {
			return last
		}
	}
}

// images are the images of fields that come out of a build, each once, sorted.
func images(out *build.States) []string {
	var all []string
	for _, one := range out.All {
		if out.Fields[one].Unread == nil {
			all = append(all, one.Text)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// pod is a manifest with an image.
func pod(image string) string {
	return "kind: Pod\nmetadata: {name: app}\nspec: {containers: [{name: app, image: '" + image + "'}]}\n"
}

// TestOrder: kustomize runs the resources, then the Components, then the patches, entries of images
// and replacements of a kustomization, then its transformers
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/internal/target/kusttarget.go,
// kusttarget_configplugin.go). What a patch or a replacement takes the place of is still there,
// because it is not known whether all of it goes.
func TestOrder(t *testing.T) {
	const tag = "kind: ImageTagTransformer\nmetadata: {name: t}\nimageTag: {name: b, newTag: v9}\n"
	for name, test := range map[string]struct {
		files files
		want  []string
	}{
		"entries see what those before them made":  {files{"/r/kustomization.yaml": "images: [{name: a, newName: b}, {name: b, newTag: v2}]\n"}, []string{"b:v2"}},
		"and nothing of those after them":          {files{"/r/kustomization.yaml": "images: [{name: b, newTag: v2}, {name: a, newName: b}]\n"}, []string{"b:v1"}},
		"a base is done before":                    {files{"/r/kustomization.yaml": "resources: [base]\nimages: [{name: b, newTag: v2}]\n", "/r/base/kustomization.yaml": "resources: [../pod.yaml]\nimages: [{name: a, newName: b}]\n"}, []string{"b:v2"}},
		"patches are before entries":               {files{"/r/kustomization.yaml": "images: [{name: c, newTag: v2}]\npatches: [{path: patch.yaml}]\n", "/r/patch.yaml": pod("c:v1")}, []string{"a:v1", "c:v2"}},
		"a Component is before patches":            {files{"/r/kustomization.yaml": "components: [part]\npatches: [{path: patch.yaml}]\n", "/r/part/kustomization.yaml": "kind: Component\nimages: [{name: a, newTag: v2}, {name: c, newTag: v2}]\n", "/r/patch.yaml": pod("c:v1")}, []string{"a:v2", "c:v1"}},
		"a Component sees resources after it":      {files{"/r/kustomization.yaml": "components: [part]\nresources: [pod.yaml]\n", "/r/part/kustomization.yaml": "kind: Component\nimages: [{name: a, newTag: v2}]\n"}, []string{"a:v2"}},
		"a Component has resources":                {files{"/r/kustomization.yaml": "components: [part]\nimages: [{name: c, newTag: v2}]\n", "/r/part/kustomization.yaml": "kind: Component\nresources: [pod.yaml]\n", "/r/part/pod.yaml": pod("c:v1")}, []string{"a:v1", "c:v2"}},
		"a Component is no resource":               {files{"/r/kustomization.yaml": "resources: [part]\n", "/r/part/kustomization.yaml": "kind: Component\nresources: [../pod.yaml]\n"}, nil},
		"replacements are after entries":           {files{"/r/kustomization.yaml": "images: [{name: c, newTag: v2}]\nreplacements: [{sourceValue: 'c:v1', targets: [{select: {kind: Pod}, fieldPaths: [spec.containers.0.image]}]}]\n"}, []string{"a:v1"}},
		"transformers are after entries":           {files{"/r/kustomization.yaml": "images: [{name: a, newName: b}]\ntransformers: [tag.yaml]\n", "/r/tag.yaml": tag}, []string{"b:v9"}},
		"entries are not after transformers":       {files{"/r/kustomization.yaml": "images: [{name: c, newTag: v2}]\ntransformers: [patch.yaml]\n", "/r/patch.yaml": "kind: PatchTransformer\npath: merge.yaml\n", "/r/merge.yaml": pod("c:v1")}, []string{"a:v1", "c:v1"}},
		"transformers are in their order":          {files{"/r/kustomization.yaml": "transformers: [patch.yaml, tag.yaml]\n", "/r/patch.yaml": "kind: PatchTransformer\npath: merge.yaml\n", "/r/merge.yaml": pod("b:v1"), "/r/tag.yaml": tag}, []string{"a:v1", "b:v9"}},
		"inline transformers are before the files": {files{"/r/kustomization.yaml": "transformers:\n- patch.yaml\n- |-\n  " + strings.ReplaceAll(tag, "\n", "\n  ") + "\n", "/r/patch.yaml": "kind: PatchTransformer\npath: merge.yaml\n", "/r/merge.yaml": pod("b:v1")}, []string{"a:v1", "b:v1"}},
	} {
		test.files["/r/pod.yaml"] = pod("a:v1")
		if k := test.files["/r/kustomization.yaml"]; !strings.Contains(k, "resources:") {
			test.files["/r/kustomization.yaml"] = "resources: [pod.yaml]\n" + k
		}
		s := settled(session(test.files))
		if diff := cmp.Diff(test.want, images(s.Out(s.Kustomizations["/r"]))); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

// TestSeen: in which fields kustomize sees images: in containers and initContainers of objects of
// every kind, and by its field specs
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/filters/imagetag/legacy.go,
// https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/internal/konfig/builtinpluginconsts/images.go).
// A transformer in a file has the field specs that it names, and no others. Where two lead to a
// field it is changed twice, so that a suffix is added twice.
func TestSeen(t *testing.T) {
	const (
		entry       = "images: [{name: a, newTag: v2}]\n"
		transformer = "transformers:\n- '{kind: ImageTagTransformer, metadata: {name: t}, imageTag: {name: a, newTag: v2}}'\n"
		widget      = "kind: Widget\nspec: {image: 'a:v1'}\n"
	)
	for name, test := range map[string]struct {
		kustomization, object string
		want                  []string
	}{
		"containers":                   {entry, pod("a:v1"), []string{"a:v2"}},
		"deep in any kind":             {entry, "kind: Widget\nspec: {parts: [{initContainers: [{image: 'a:v1'}]}]}\n", []string{"a:v2"}},
		"ephemeral containers":         {entry, "kind: Pod\nspec: {ephemeralContainers: [{image: 'a:v1'}]}\n", nil},
		"an image volume":              {entry, "kind: Pod\nspec: {volumes: [{image: {reference: 'a:v1'}}]}\n", []string{"a:v2"}},
		"a CustomResourceDefinition":   {entry, "kind: CustomResourceDefinition\nspec: {containers: [{image: 'a:v1'}]}\n", nil},
		"another field":                {entry, widget, nil},
		"a configured field":           {entry + "configurations: [configuration.yaml]\n", widget, []string{"a:v2"}},
		"of another kind":              {entry + "configurations: [configuration.yaml]\n", "kind: Gadget\nspec: {image: 'a:v1'}\n", nil},
		"a transformer":                {transformer, pod("a:v1"), []string{"a:v2"}},
		"a transformer without specs":  {transformer, "kind: Pod\nspec: {volumes: [{image: {reference: 'a:v1'}}]}\n", []string{"a:v1"}},
		"a suffix, seen twice":         {"images: [{name: a, tagSuffix: -x}]\n", pod("a:v1"), []string{"a:v1-x-x"}},
		"a suffix, seen once":          {"images: [{name: a, tagSuffix: -x}]\n", "kind: Widget\nspec: {parts: {containers: [{image: 'a:v1'}]}}\n", []string{"a:v1-x"}},
		"a suffix, found no more":      {"images: [{name: a, newName: b, tagSuffix: -x}]\n", pod("a:v1"), []string{"b:v1-x"}},
		"a name as regular expression": {"images: [{name: '[ab]', newTag: v2}]\n", pod("a:v1"), []string{"a:v2"}},
	} {
		s := settled(session(files{
			"/r/kustomization.yaml": "resources: [object.yaml]\n" + test.kustomization, "/r/object.yaml": test.object,
			"/r/configuration.yaml": "images: [{kind: Widget, path: spec/image}]\n",
		}))
		if diff := cmp.Diff(test.want, images(s.Out(s.Kustomizations["/r"]))); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

// TestJoined: Flux merges an entry into one of the same name, field by field, and appends the others
// (https://github.com/fluxcd/pkg/pull/1266). Argo CD runs kustomize edit set image, which replaces
// an entry but for what * keeps, and sorts the entries by their names
// (https://github.com/kubernetes-sigs/kustomize/blob/kustomize/v5.8.1/kustomize/commands/edit/set/setimage.go).
func TestJoined(t *testing.T) {
	const flux, argo = "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {path: app, images: ", "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {source: {path: app, kustomize: {images: "
	for name, test := range map[string]struct{ entries, object, want string }{
		"Flux's tag, the name stays":     {"{name: a, newName: b, newTag: v2}", flux + "[{name: a, newTag: v3}]}", "b:v3"},
		"Flux's name, the tag stays":     {"{name: a, newTag: v2}", flux + "[{name: a, newName: c}]}", "c:v2"},
		"Flux's digest, the tag goes":    {"{name: a, newTag: v2}", flux + "[{name: a, digest: 'sha256:1'}]}", "a@sha256:1"},
		"Flux's other entries are after": {"{name: a, newName: b}", flux + "[{name: b, newTag: v3}]}", "b:v3"},
		"Argo CD's tag, the name goes":   {"{name: a, newName: b, newTag: v2}", argo + "['a:v3']}}}", "a:v3"},
		"Argo CD's *, the name stays":    {"{name: a, newName: b, newTag: v2}", argo + "['a=*:v3']}}}", "b:v3"},
		"Argo CD's *, the tag stays":     {"{name: a, newTag: v2}", argo + "['a=c:*']}}}", "c:v2"},
		"Argo CD's are sorted":           {"{name: b, newTag: v2}", argo + "['a=b']}}}", "b:v2"},
	} {
		s := settled(session(files{
			"/r/app/kustomization.yaml": "resources: [pod.yaml]\nimages: [" + test.entries + "]\n", "/r/app/pod.yaml": pod("a:v1"), "/r/object.yaml": test.object + "\n",
		}))
		if got := images(s.Built(s.Builds[0])); len(got) != 1 || got[0] != test.want {
			t.Errorf("%s: %q, want %s", name, got, test.want)
		}
	}
}
