package fields_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/google/go-cmp/cmp"
)

// TestFind: where each form finds its image, and of which scalars it is made.
func TestFind(t *testing.T) {
	for _, test := range []struct {
		name, path string
		form       fields.Form
		object     string
		want       []string // path = registry name tag digest
	}{
		{"one string", "spec/image", fields.Reference, "spec: {image: a/b:v1}", []string{"spec.image = |a/b:v1||"}},
		{"a list", "spec/images[]", fields.Reference, "spec: {images: [a, b]}", []string{"spec.images[0] = |a||", "spec.images[1] = |b||"}},
		{"lists in lists", "spec/images[]", fields.Reference, "spec: {images: [[a], [b, c]]}", []string{"spec.images[0][0] = |a||", "spec.images[1][0] = |b||", "spec.images[1][1] = |c||"}},
		{"a scalar where a list is expected", "spec/containers[]/image", fields.Reference, "spec: {containers: a}", nil},
		{"a map where a list is expected", "spec/containers[]/image", fields.Reference, "spec: {containers: {image: a}}", nil},
		{"a list on the way, as kustomize takes it", "spec/containers/image", fields.Reference, "spec: {containers: [{image: a}]}", []string{"spec.containers[0].image = |a||"}},
		{"a map where a string is expected", "spec/image", fields.Reference, "spec: {image: {a: b}}", nil},
		{"null, and a number", "spec/*", fields.Reference, "spec: {image: null, replicas: 2}", nil},
		{"any key", "spec/*/image", fields.Reference, "spec: {a: {image: x}, b: {image: y}}", []string{"spec.a.image = |x||", "spec.b.image = |y||"}},
		{"any depth, also none", "**/image", fields.Reference, "{image: x, a: [{b: {image: y}}]}", []string{"image = |x||", "a[0].b.image = |y||"}},
		{"a repository and what is beside it", "spec/repository", fields.Repository, "spec: {registry: r, repository: a/b, tag: v1, digest: 'sha256:0'}", []string{"spec.repository = r|a/b|v1|sha256:0"}},
		{"a repository alone", "spec/repository", fields.Repository, "spec: {repository: a/b}", []string{"spec.repository = |a/b||"}},
		{"a tag that YAML reads as a number", "spec/repository", fields.Repository, "spec: {repository: a/b, tag: 1.10}", []string{"spec.repository = |a/b|1.10|"}},
		{"a map", "spec/image", fields.ImageMap, "spec: {image: {name: a/b, version: v1}}", []string{"spec.image.name = |a/b|v1|"}},
		{"a map without a repository", "spec/image", fields.ImageMap, "spec: {image: {tag: v1}}", nil},
		{"a map or a string", "**/image", fields.Image, "{a: {image: x}, b: {image: {repo: y, sha: 0}}}", []string{"a.image = |x||", "b.image.repo = |y||0"}},
		{"kustomize's newName", "images[]", fields.KustomizeImage, "images: [{name: a, newName: b, newTag: v1}]", []string{"images[0].newName = |b|v1|"}},
		{"kustomize's name", "images[]", fields.KustomizeImage, "images: [{name: a}, {newTag: v1}]", []string{"images[0].name = |a||"}},
		{"an option of a command line", "args[]", fields.Argument, "args: [--image=a/b, plain, key=value]", []string{"args[0] = |a/b||", "args[1] = |plain||", "args[2] = |key=value||"}},
		{"an OCI address", "url", fields.OCIAddress, "url: oci://a/b/", []string{"url = |a/b||"}},
		{"an alias", "**/image", fields.Reference, "{a: &x {image: i}, b: *x}", []string{"a.image = |i||", "b.image = |i||"}},
		{"a key that reads as no path", "annotations/example.com\\/image", fields.Reference, "annotations: {example.com/image: a}", []string{`annotations["example.com/image"] = |a||`}},
	} {
		finder, err := fields.NewFinder([]fields.Row{{Path: test.path, Form: test.form, User: true}})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		eachObject(t, test.object, func(o *yamlbytes.Node) {
			finder.NewSearch().Find(fields.ObjectKind{}, o, func(p *fields.Place) {
				texts := p.Texts()
				got = append(got, fmt.Sprintf("%s = %s|%s|%s|%s", p.Path(), texts.Registry, texts.Name, texts.Tag, texts.Digest))
			})
		})
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", test.name, diff)
		}
	}
}

// TestTableNamesItsLists: a path of the table passes through the lists that it names,
// one for each [], and through no other: values that are a list are no chart's values,
// and a list of lists holds no containers.
func TestTableNamesItsLists(t *testing.T) {
	for _, test := range []struct {
		path, object string
		want         []string
	}{
		{"spec/values/**/image", "{spec: {values: [{image: a}]}}", nil},
		{"spec/containers[]/image", "{spec: {containers: [{image: a}, [{image: b}], [[{image: c}]]]}}", []string{"spec.containers[0].image"}},
		{"spec/images[]", "{spec: {images: [a, [b]]}}", []string{"spec.images[0]"}},
		{"spec/a[]/b[]/image", "{spec: {a: [{b: [{image: a}, [{image: b}]]}, [{b: [{image: c}]}]]}}", []string{"spec.a[0].b[0].image"}},
		{"**/image", "{spec: [[{image: a}], [[{image: b}]], {image: c}]}", []string{"spec[2].image"}},
		{"**/containers[]/image", "{spec: {template: [[{containers: [{image: a}]}]], containers: [[{image: b}]]}}", nil},
		{"spec/**/image", "{spec: {containers: [[{image: a}]], thanos: {image: b}}}", []string{"spec.thanos.image"}},
		{"**", "{spec: [[{image: a}]]}", []string{"spec[0][0].image"}},
	} {
		finder, err := fields.NewFinder([]fields.Row{{Path: test.path}})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		eachObject(t, test.object, func(o *yamlbytes.Node) {
			finder.NewSearch().Find(fields.ObjectKind{}, o, func(p *fields.Place) { got = append(got, p.Path()) })
		})
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", test.path, diff)
		}
	}
}

// TestListsOfLists: a path of the configuration, and the steps of an Argo workflow, pass through a list of lists.
func TestListsOfLists(t *testing.T) {
	const object = "{spec: {templates: [{steps: [[{inline: {containers: [{image: a}]}}]]}]}}"
	for _, test := range []struct {
		row   fields.Row
		group string
		found bool
	}{
		{fields.Row{Path: "**/containers[]/image"}, "", false},
		{fields.Row{Path: "**/containers[]/image"}, "argoproj.io", true},
		{fields.Row{Path: "**/containers[]/image", User: true}, "", true},
	} {
		finder, err := fields.NewFinder([]fields.Row{test.row})
		if err != nil {
			t.Fatal(err)
		}
		search, found := finder.NewSearch(), false
		eachObject(t, object, func(o *yamlbytes.Node) {
			for _, group := range []string{"other.example.com", test.group} { // one search for objects of several kinds
				found = false
				search.Find(fields.ObjectKind{Group: group, Kind: "Workflow"}, o, func(*fields.Place) { found = true })
			}
		})
		if found != test.found {
			t.Errorf("%+v of %s: found %v", test.row, test.group, found)
		}
	}
}

// TestRowsSelect: a row is for the objects that its group, version and kind name.
func TestRowsSelect(t *testing.T) {
	deployment := fields.ObjectKind{Group: "apps", Version: "v1", Kind: "Deployment"}
	for _, test := range []struct {
		row   fields.Row
		found bool
	}{
		{fields.Row{}, true},
		{fields.Row{Group: "apps", Version: "v1", Kind: "Deployment"}, true},
		{fields.Row{Group: "batch"}, false},
		{fields.Row{Version: "v1beta1"}, false},
		{fields.Row{Kind: "StatefulSet"}, false},
	} {
		test.row.Path = "image"
		finder, err := fields.NewFinder([]fields.Row{test.row})
		if err != nil {
			t.Fatal(err)
		}
		found := false
		eachObject(t, "image: a", func(o *yamlbytes.Node) {
			finder.NewSearch().Find(deployment, o, func(*fields.Place) { found = true })
		})
		if found != test.found {
			t.Errorf("%+v: found %v", test.row, found)
		}
	}
}

// TestContainer: a place knows the container it is in.
func TestContainer(t *testing.T) {
	finder, err := fields.NewFinder([]fields.Row{{Path: "**/image"}, {Path: "**/env[]/value"}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	eachObject(t, "spec: {image: x, initContainers: [{name: init, image: a}], containers: [{name: main, image: b, env: [{value: c}]}]}", func(o *yamlbytes.Node) {
		finder.NewSearch().Find(fields.ObjectKind{}, o, func(p *fields.Place) { got = append(got, p.Path()+" "+p.Container()) })
	})
	want := []string{"spec.image ", "spec.initContainers[0].image init", "spec.containers[0].image main", "spec.containers[0].env[0].value main"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestFieldSpec: the path that a result suggests for the configuration leads to
// the scalar it was made for, in every golden input.
func TestFieldSpec(t *testing.T) {
	checked := 0
	for _, c := range golden.Cases(t, "../../testdata") {
		eachObject(t, c.Read(t, "input.yaml"), func(o *yamlbytes.Node) {
			if o.Kind == yamlbytes.Sequence {
				return // a JSON patch, to which no path of the configuration leads
			}
			fields.EachScalar(o, func(s *fields.Spot) {
				if s.Key || s.FieldSpec() == "" || !s.Node.IsText() || strings.TrimSpace(s.Node.Value) == "" {
					return
				}
				finder, err := fields.NewFinder([]fields.Row{{Path: s.FieldSpec(), User: true}})
				if err != nil {
					t.Errorf("%s: %s: %v", c.Name, s.FieldSpec(), err)
					return
				}
				found := false
				finder.NewSearch().Find(fields.ObjectKind{}, o, func(p *fields.Place) { found = found || p.Name == s.Node })
				if checked++; !found {
					t.Errorf("%s: %s does not lead to %s", c.Name, s.FieldSpec(), s.Path())
				}
			})
		})
	}
	if checked < 1000 {
		t.Errorf("only %d scalars were checked", checked)
	}
}

// TestEachPodSpec: every map with a list of containers, with its path.
func TestEachPodSpec(t *testing.T) {
	var got []string
	eachObject(t, "{spec: {template: {spec: {containers: [{image: a}]}}, jobs: [{containers: []}], containers: text}}", func(o *yamlbytes.Node) {
		fields.EachPodSpec(o, func(_ *yamlbytes.Node, path string) { got = append(got, path) })
	})
	if diff := cmp.Diff([]string{"spec.template.spec", "spec.jobs[0]"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestFormNames: every form a configuration may name, and no other.
func TestFormNames(t *testing.T) {
	for name, want := range map[string]fields.Form{
		"": fields.Reference, "Reference": fields.Reference, "Repository": fields.Repository,
		"ImageMap": fields.ImageMap, "KustomizeImage": fields.KustomizeImage,
	} {
		if got, ok := fields.ParseForm(name); !ok || got != want {
			t.Errorf("%s: %v %v", name, got, ok)
		}
	}
	if _, ok := fields.ParseForm("reference"); ok {
		t.Error("reference is accepted")
	}
}

// BenchmarkFind is one HelmRelease and one Deployment against the whole table.
func BenchmarkFind(b *testing.B) {
	finder, err := fields.NewFinder(fields.Table()...)
	if err != nil {
		b.Fatal(err)
	}
	for _, kind := range []string{"HelmRelease", "Deployment"} {
		text := "apiVersion: apps/v1\nkind: " + kind + "\nspec:\n  values: {image: {repository: a, tag: v1}}\n  template:\n    spec:\n      containers:\n" +
			strings.Repeat("      - name: a\n        image: ghcr.io/amerintlxperts/a:v1\n        env:\n        - {name: A, value: b}\n", 4)
		items, err := yamlbytes.SplitStream([]byte(text))
		if err != nil {
			b.Fatal(err)
		}
		root, err := items[0].Parse()
		if err != nil {
			b.Fatal(err)
		}
		object := fields.ObjectKind{Group: "helm.toolkit.fluxcd.io", Kind: kind}
		b.Run(kind, func(b *testing.B) {
			b.ReportAllocs()
			search := finder.NewSearch()
			for b.Loop() {
				search.Find(object, root, func(*fields.Place) {})
			}
		})
	}
}

// TestNewFinderRefuses: a path of the configuration that cannot be read is told before
// anything is searched.
func TestNewFinderRefuses(t *testing.T) {
	if _, err := fields.NewFinder(fields.PodSpec(), []fields.Row{{Path: "spec//image", User: true}}); err == nil || !strings.Contains(err.Error(), "spec//image") {
		t.Errorf("got %v", err)
	}
}
