package kustomize

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// layout is files below /repo. The hidden ones are a base that the program does not see.
func layout(hidden []string, roots []string, files map[string]string) *repository {
	r := &repository{files: map[string]string{}}
	for _, dir := range hidden {
		r.hidden = append(r.hidden, "/repo/"+dir)
	}
	for _, dir := range roots {
		r.roots = append(r.roots, "/repo/"+dir)
	}
	for name, text := range files {
		r.files["/repo/"+name] = text
	}
	return r
}

// workloadOf is a Deployment with one image.
func workloadOf(name, image string) string {
	return "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: " + name +
		"\nspec:\n  template:\n    spec:\n      containers:\n      - name: app\n        image: " + image + "\n"
}

// TestLayouts: what people write comes back to the byte, and builds what it built. The
// images of the builds in between are computed by hand.
func TestLayouts(t *testing.T) {
	const (
		app    = "ghcr.io/amerintlxperts/sample-app"
		cached = ecr + "ghcr/amerintlxperts/sample-app"
		over   = "resources:\n- ../base\nimages:\n"
	)
	base := map[string]string{"base/kustomization.yaml": "resources:\n- app.yaml\n", "base/app.yaml": workloadOf("app", app+":latest")}
	for _, test := range []struct {
		name, images string
		hidden       bool // the base
		between      string
		first        string // the build at first and at last
	}{
		{"the owner's: newName is in the cache already", "- name: " + app + "\n  newName: " + cached + "\n  newTag: v1.2.3\n", false, cached + ":v1.2.3", cached + ":v1.2.3"},
		{"without a tag", "- name: " + app + "\n  newName: " + cached + "\n", false, cached + ":latest", cached + ":latest"},
		{"another image of the cache", "- newName: " + cached + "-too\n  name: " + app + "\n  newTag: v2\n", false, cached + "-too:v2", cached + "-too:v2"},
		{"in brackets", "- {name: " + app + ", newName: " + cached + ", newTag: v2} # by hand\n", false, cached + ":v2", cached + ":v2"},
		{"two entries, one after the other", "- name: " + app + "\n  newName: " + cached + "\n- name: " + cached + "\n  newTag: v3\n", false, cached + ":v3", cached + ":v3"},
		{"kustomize edit set image app=app:v1", "- name: " + app + "\n  newName: " + app + "\n  newTag: v1\n", false, cached + ":v1", app + ":v1"},
		{"the same over a base that is not read", "- name: " + app + "\n  newName: " + app + "\n  newTag: v1\n", true, cached + ":v1", app + ":v1"},
		{"a tag alone over a base that is not read", "- name: " + app + "\n  newTag: v1 # {\"$imagepolicy\": \"flux-system:app:tag\"}\n", true, cached + ":v1", app + ":v1"},
		{"a suffix that would be added twice to the new name", "- name: " + app + "\n  newName: " + cached + "\n  tagSuffix: -fips\n", false, cached + ":latest-fips", cached + ":latest-fips"},
		{"a suffix over a base that is not read", "- name: " + app + "\n  newName: " + app + "-too\n  tagSuffix: -fips\n", true, cached + "-too:latest-fips", app + "-too:latest-fips"},
		{"a tag in newName", "- name: " + app + "\n  newName: " + app + "-too:v3\n  digest: sha256:" + strings.Repeat("ab", 32) + "\n", false, cached + "-too:v3@sha256:" + strings.Repeat("ab", 32), app + "-too:v3@sha256:" + strings.Repeat("ab", 32)},
		{"a part of the name that is replaced by its position, behind the entry", "- name: " + app + "\n  newTag: v8\nreplacements:\n- sourceValue: registry.example.com\n  targets: [{select: {kind: Deployment}, fieldPaths: [spec.template.spec.containers.0.image], options: {delimiter: /, index: 0}}]\n", false, "registry.example.com/amerintlxperts/sample-app:v8", "registry.example.com/amerintlxperts/sample-app:v8"},
		{"no line break at the end", "- name: " + app + "\n  newTag: v1", true, cached + ":v1", app + ":v1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := maps.Clone(base)
			files["prod/kustomization.yaml"] = over + test.images
			var hidden []string
			if test.hidden {
				hidden = []string{"base"}
			}
			first := layout(hidden, []string{"prod"}, files)
			now := rewritten(t, first, false)
			if refusal := now.refusal(); refusal != "" {
				t.Fatal(refusal)
			}
			again := rewritten(t, now.repository, false)
			if again.changed > 0 {
				t.Errorf("a second run changes\n%s", shown(now.repository, again.repository))
			}
			back := rewritten(t, now.repository, true)
			if refusal := back.refusal(); refusal != "" {
				t.Fatal(refusal)
			}
			if !maps.Equal(first.files, back.files) {
				t.Errorf("restore gives other bytes\n%s", shown(first, back.repository))
			}
			for _, built := range []struct {
				when string
				*repository
				want string
			}{{"first", first, test.first}, {"between", now.repository, test.between}, {"last", back.repository, test.first}} {
				if got := slices.Collect(maps.Values(build(built.repository, "/repo/prod"))); !slices.Equal(got, []string{built.want}) {
					t.Errorf("%s: built %s, not %s", built.when, got, built.want)
				}
			}
		})
	}
}
