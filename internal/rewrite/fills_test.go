package rewrite_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/google/go-cmp/cmp"
)

const (
	filling = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
spec:
  accountID: "123456789012"
  region: ca-central-1
  upstreams: [{registry: ghcr.io}, {registry: docker.io}]
  kustomize: {transformers: false, fluxKustomizations: true, helmReleases: true, images: [ghcr.io/a/b]}
`
	kustomizationHead = "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\n"
	releaseHead       = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: web}\n"
	cacheOfB          = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/a/b"
	entryOfB          = "- name: ghcr.io/a/b\n  newName: " + cacheOfB + "\n"
	flowOfB           = `{"name": "ghcr.io/a/b", "newName": "` + cacheOfB + `"}`
)

// runFills runs one document by a configuration, with another rewrite section.
func runFills(t *testing.T, configuration, text string) (string, *outcome.Report) {
	t.Helper()
	c, err := config.Parse([]byte(configuration))
	if err != nil {
		t.Fatal(err)
	}
	r, err := rewrite.New(c)
	if err != nil {
		t.Fatal(err)
	}
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	edits, report, err := r.Items("", items)
	if err != nil {
		t.Fatal(err)
	}
	return string(yamlbytes.Splice([]byte(text), edits)), report
}

// shift moves lines to the right.
func shift(text, by string) string {
	return by + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n"+by) + "\n"
}

// TestFills: every form in which Flux's objects may be written gets the entry that
// is missing, and no other byte changes. Twice is once, and restoring takes out
// exactly what was added.
func TestFills(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"a Kustomization without images", kustomizationHead + "spec:\n  path: ./apps # here\n  interval: 10m\n", kustomizationHead + "spec:\n  path: ./apps # here\n  interval: 10m\n  images:\n" + shift(entryOfB, "  ")},
		{"with images", kustomizationHead + "spec:\n  images: # ours\n    - name: quay.io/x/y\n      newTag: v1 # pinned\n  interval: 10m\n", kustomizationHead + "spec:\n  images: # ours\n    - name: quay.io/x/y\n      newTag: v1 # pinned\n" + shift(entryOfB, "    ") + "  interval: 10m\n"},
		{"images in brackets", kustomizationHead + "spec:\n  images: [{name: quay.io/x/y, newTag: v1}]\n", kustomizationHead + "spec:\n  images: [{name: quay.io/x/y, newTag: v1}, " + flowOfB + "]\n"},
		{"an empty list", kustomizationHead + "spec:\n  images: []\n", kustomizationHead + "spec:\n  images: [" + flowOfB + "]\n"},
		{"JSON", `{"apiVersion":"kustomize.toolkit.fluxcd.io/v1","kind":"Kustomization","metadata":{"name":"a"},"spec":{"path":"./a"}}`, `{"apiVersion":"kustomize.toolkit.fluxcd.io/v1","kind":"Kustomization","metadata":{"name":"a"},"spec":{"path":"./a", "images": [` + flowOfB + `]}}`},
		{"CRLF", strings.ReplaceAll(kustomizationHead+"spec:\n  path: ./apps\n", "\n", "\r\n"), strings.ReplaceAll(kustomizationHead+"spec:\n  path: ./apps\n  images:\n"+shift(entryOfB, "  "), "\n", "\r\n")},
		{"a name of the user's own", kustomizationHead + "spec:\n  images:\n  - name: ghcr.io/a/b\n    newName: mirror.example.com/b\n", kustomizationHead + "spec:\n  images:\n  - name: ghcr.io/a/b\n    newName: mirror.example.com/b\n"},
		{"a tag of the user's own", kustomizationHead + "spec:\n  images:\n  - name: ghcr.io/a/b\n    newTag: v2\n", kustomizationHead + "spec:\n  images:\n  - name: ghcr.io/a/b\n    newName: " + cacheOfB + "\n    newTag: v2\n"},
		{"an upstream's name", kustomizationHead + "spec:\n  images:\n  - name: app\n    newName: ghcr.io/a/b\n", kustomizationHead + "spec:\n  images:\n  - name: app\n    newName: " + cacheOfB + "\n" + shift(entryOfB, "  ")},
		{"a HelmRelease without post-renderers", releaseHead + "spec:\n  interval: 10m\n", releaseHead + "spec:\n  interval: 10m\n  postRenderers:\n  - kustomize:\n      images:\n" + shift(entryOfB, "      ")},
		{"with post-renderers for other things", releaseHead + "spec:\n  postRenderers:\n    - kustomize:\n        patches: []\n  values: {}\n", releaseHead + "spec:\n  postRenderers:\n    - kustomize:\n        patches: []\n    - kustomize:\n        images:\n" + shift(entryOfB, "        ") + "  values: {}\n"},
		{"with a post-renderer for images", releaseHead + "spec:\n  postRenderers:\n  - kustomize:\n      images:\n      - name: ghcr.io/a/b\n        digest: sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\n", releaseHead + "spec:\n  postRenderers:\n  - kustomize:\n      images:\n      - name: ghcr.io/a/b\n        newName: " + cacheOfB + "\n        digest: sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\n"},
		{"post-renderers in brackets", releaseHead + "spec: {postRenderers: [{kustomize: {patches: []}}]}\n", releaseHead + "spec: {postRenderers: [{kustomize: {patches: []}}, {\"kustomize\": {\"images\": [" + flowOfB + "]}}]}\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, report := runFills(t, filling, test.in)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if report.Filled > 0 && report.Changed != 1 {
				t.Errorf("%d items are told as changed", report.Changed)
			}
			if again, _ := runFills(t, filling, got); again != got {
				t.Errorf("twice:\n%s", cmp.Diff(got, again))
			}
			if back, _ := runFills(t, filling+"  rewrite: {direction: Restore}\n", got); back != test.in {
				t.Errorf("restored:\n%s", cmp.Diff(test.in, back))
			}
		})
	}
}

// TestFillsSpellings: the images of the run get entries for all of their usual
// names, because another manifest's or a chart's spelling is not known; so also a
// run over what is rewritten already adds nothing.
func TestFillsSpellings(t *testing.T) {
	got, _ := runFills(t, filling, kustomizationHead+"spec: {path: ./a}\n---\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: nginx:1.27\n")
	for _, name := range []string{"nginx", "library/nginx", "docker.io/nginx", "docker.io/library/nginx", "ghcr.io/a/b"} {
		if !strings.Contains(got, `"name": "`+name+`"`) {
			t.Errorf("no entry for %s in\n%s", name, got)
		}
	}
	if again, _ := runFills(t, filling, got); again != got {
		t.Errorf("twice:\n%s", cmp.Diff(got, again))
	}
}

// TestFillsRestored: what was added is taken out to the byte, also from a file that ends without a
// line break.
func TestFillsRestored(t *testing.T) {
	for _, in := range []string{
		kustomizationHead + "spec:\n  path: a\n", kustomizationHead + "spec:\n  path: a",
		kustomizationHead + "spec:\n  images:\n  - name: quay.io/x/y\n    newTag: y", kustomizationHead + "spec: {path: a}",
		releaseHead + "spec:\n  interval: 10m", releaseHead + "spec:\n  postRenderers:\n  - kustomize:\n      patches: []",
		releaseHead + "spec:\n  values:\n    a: &a\n      b: 1\n    *a : 1\n    c:\n      <<: *a",
	} {
		there, report := runFills(t, filling, in)
		if there == in {
			t.Errorf("nothing is added to %q: %v", in, report.Findings)
		}
		back, report := runFills(t, filling+"  rewrite: {direction: Restore}\n", there)
		if back != in {
			t.Errorf("%s\n%v", cmp.Diff(in, back), report.Findings)
		}
	}
}

// TestFillsLeft: what is not asked for, or is opted out, excluded, or cannot be
// changed where it stands, keeps every byte; the last is told.
func TestFillsLeft(t *testing.T) {
	off := strings.NewReplacer("fluxKustomizations: true, helmReleases: true, ", "").Replace(filling)
	for _, test := range []struct{ name, configuration, in, code string }{
		{"not asked for", off, kustomizationHead + "spec:\n  path: a\n", ""},
		{"only Kustomizations", strings.Replace(filling, "helmReleases: true, ", "", 1), releaseHead + "spec:\n  interval: 10m\n", ""},
		{"opted out", filling, strings.Replace(kustomizationHead, "{name: apps}", "{name: apps, annotations: {ecrcache.amerintlxperts.github.io/ignore: \"true\"}}", 1) + "spec:\n  path: a\n", ""},
		{"excluded", filling + "  rewrite: {exclude: [{kind: Kustomization}]}\n", kustomizationHead + "spec:\n  path: a\n", ""},
		{"another Kustomization", filling, "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a]\n", ""},
		{"an anchor", filling, kustomizationHead + "spec:\n  images: &i\n  - name: quay.io/x/y\n    newTag: y\n  more: *i\n", "not-on-one-line"},
		{"null", filling, kustomizationHead + "spec:\n  images:\n  path: a\n", "not-on-one-line"},
		{"nothing known", strings.Replace(filling, ", images: [ghcr.io/a/b]", "", 1), kustomizationHead + "spec:\n  path: a\n", "nothing-to-fill"},
	} {
		got, report := runFills(t, test.configuration, test.in)
		if got != test.in {
			t.Errorf("%s: -want +got\n%s", test.name, cmp.Diff(test.in, got))
		}
		codes := ""
		for _, f := range report.Findings {
			if f.Severity == finding.Warning {
				codes += string(f.Code)
			}
		}
		if codes != test.code {
			t.Errorf("%s: warned of %q, want %q", test.name, codes, test.code)
		}
	}
}

// TestFillsChecked: a check says what is missing, and changes nothing.
func TestFillsChecked(t *testing.T) {
	in := kustomizationHead + "spec:\n  path: a\n"
	got, report := runFills(t, filling+"  rewrite: {mode: Check}\n", in)
	if got != in || !report.Failed() {
		t.Errorf("failed is %v, text\n%s", report.Failed(), got)
	}
	filled, _ := runFills(t, filling, in)
	if _, report := runFills(t, filling+"  rewrite: {mode: Check}\n", filled); report.Failed() {
		t.Errorf("what is filled fails: %+v", report.Findings)
	}
}
