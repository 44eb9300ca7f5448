package build_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLate: an entry that runs after something gave its images their names in the cache finds none
// of them, and kustomize says nothing. It is certain only where the whole build is read.
func TestLate(t *testing.T) {
	const (
		app       = "ghcr.io/amerintlxperts/app"
		toCache   = "{name: " + app + ", newName: " + ghcr + "amerintlxperts/app}"
		component = "kind: Component\nimages: [" + toCache + "]\n"
		move      = "kind: ImageTagTransformer\nmetadata: {name: move}\nimageTag: " + toCache + "\n"
		tagged    = "images: [{name: " + app + ", newTag: v2}]\n"
		over      = "resources: [../base]\n" + tagged
	)
	for name, test := range map[string]struct {
		files files
		want  []string
	}{
		"after a Component":         {files{"/r/over/kustomization.yaml": "resources: [../base]\ncomponents: [../part]\n" + tagged, "/r/part/kustomization.yaml": component}, []string{"over/kustomization.yaml images[0] true"}},
		"before a transformer":      {files{"/r/over/kustomization.yaml": over + "transformers: [../move.yaml]\n", "/r/move.yaml": move}, nil},
		"after a base's one":        {files{"/r/mid/kustomization.yaml": "resources: [../base]\ntransformers: [../move.yaml]\n", "/r/over/kustomization.yaml": "resources: [../mid]\n" + tagged, "/r/move.yaml": move}, []string{"over/kustomization.yaml images[0] true"}},
		"after the function":        {files{"/r/mid/kustomization.yaml": "resources: [../base]\ntransformers: [../f.yaml]\n", "/r/over/kustomization.yaml": "resources: [../mid]\n" + tagged, "/r/f.yaml": "kind: Rewriter\n"}, []string{"over/kustomization.yaml images[0] true"}},
		"it names the cache":        {files{"/r/over/kustomization.yaml": "resources: [../base]\ncomponents: [../part]\nimages: [{name: " + ghcr + "amerintlxperts/app, newTag: v2}]\n", "/r/part/kustomization.yaml": component}, nil},
		"it only moves it":          {files{"/r/over/kustomization.yaml": "resources: [../base]\ncomponents: [../part]\nimages: [" + toCache + "]\n", "/r/part/kustomization.yaml": component}, nil},
		"the base is not read":      {files{"/r/over/kustomization.yaml": "resources: ['https://github.com/amerintlxperts/base?ref=v1']\ncomponents: [../part]\n" + tagged, "/r/part/kustomization.yaml": component}, []string{"over/kustomization.yaml images[0] false"}},
		"inline, before the file":   {files{"/r/over/kustomization.yaml": "resources: [../base]\ntransformers:\n- ../move.yaml\n- '{kind: ImageTagTransformer, metadata: {name: tag}, imageTag: {name: " + app + ", newTag: v2}}'\n", "/r/move.yaml": move}, nil},
		"Flux in a Component's run": {files{"/r/over/kustomization.yaml": "resources: [../base]\ncomponents: [../part]\n", "/r/part/kustomization.yaml": component, "/r/flux.yaml": "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {path: over, images: [{name: " + app + ", newTag: v2}]}\n"}, []string{"flux.yaml spec.images[0] true"}},
		"Flux drops the tag":        {files{"/r/over/kustomization.yaml": over, "/r/flux.yaml": "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {path: over, images: [" + toCache + "]}\n"}, []string{"flux.yaml spec.images[0] false"}}, // before v2.9.3
		"Flux takes its name":       {files{"/r/over/kustomization.yaml": "resources: [../base]\nimages: [{name: " + app + ", newName: ghcr.io/amerintlxperts/fork}]\n", "/r/flux.yaml": "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {path: over, images: [" + toCache + "]}\n"}, []string{"flux.yaml spec.images[0] true"}},
		"transformers as resources": {files{"/r/over/kustomization.yaml": "resources: [../base, ../moves]\n", "/r/moves/kustomization.yaml": "metadata: {annotations: {generated: 'yes'}}\nresources: [move.yaml]\n", "/r/moves/move.yaml": move}, []string{"over/kustomization.yaml resources[1] true"}},
	} {
		test.files["/r/base/kustomization.yaml"], test.files["/r/base/pod.yaml"] = "resources: [pod.yaml]\n", pod(app+":v1")
		var got []string
		for _, l := range session(test.files).LateEntries() {
			got = append(got, fmt.Sprintf("%s %s %t", rules{}.Shown(l.At.File), l.At.Path, l.Sure))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

// TestForeign: images of files that another configuration governs come out with their names at the
// upstream, unless an entry of this one finds them.
func TestForeign(t *testing.T) {
	for name, test := range map[string]struct {
		entries string
		want    []string
	}{
		"none":            {"[]", []string{"ghcr.io/amerintlxperts/app:v1"}},
		"one that finds":  {"[{name: ghcr.io/amerintlxperts/app, newTag: v2}]", nil},
		"one of no image": {"[{name: ghcr.io/amerintlxperts/web, newTag: v2}]", []string{"ghcr.io/amerintlxperts/app:v1"}},
	} {
		s := session(files{
			"/r/kustomization.yaml": "resources: [other/pod.yaml, other/quay.yaml, own.yaml, kept/web.yaml]\nimages: " + test.entries + "\n",
			"/r/other/pod.yaml":     pod("ghcr.io/amerintlxperts/app:v1"), "/r/other/quay.yaml": pod("quay.io/amerintlxperts/app:v1"), "/r/own.yaml": pod("ghcr.io/amerintlxperts/own:v1"),
			"/r/kept/web.yaml": pod("ghcr.io/amerintlxperts/kept:v1"), // of this configuration, but not given
		})
		last := settled(s)
		var got []string
		for _, one := range last.Foreign(last.Out(last.Kustomizations["/r"])) {
			got = append(got, one.Text)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}
