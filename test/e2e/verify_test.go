package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/tool"
)

// A verification is what the tests read of verify -o json.
type verification struct {
	Summary struct{ Built, Differ, NotBuilt, Images, Left int }
	Builds  []struct {
		Type, Name, Status, Cause, Message string
		Differences                        []struct {
			Kind, Name, Field, Before, Expected, After string
			From                                       []struct {
				File string
				Line int
			}
		}
	}
}

// verifyTree makes a repository of files, verifies it and returns what was said. The
// tree must be as it was, and nothing may be left in the directory of temporary files.
func verifyTree(t *testing.T, tree map[string]string, args ...string) (verification, outcome) {
	t.Helper()
	folder := t.TempDir()
	for path, text := range tree {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(folder, path)), 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, folder, path, text)
	}
	if err := os.Mkdir(filepath.Join(folder, ".git"), 0o700); err != nil {
		t.Fatal(err)
	}
	before := files(t, folder)
	temporary := t.TempDir()
	args = append([]string{"verify", "--account-id", "123456789012", "--region", "ca-central-1", "-o", "json"}, args...)
	got := runWith(t, "TMPDIR="+temporary, folder, "ecrcache", args...)
	sameFiles(t, before, files(t, folder))
	if left := files(t, temporary); len(left) > 0 {
		t.Errorf("left in the directory of temporary files: %v", left)
	}
	var v verification
	if got.stdout != "" {
		if err := json.Unmarshal([]byte(got.stdout), &v); err != nil {
			t.Fatalf("%v\n%s", err, got.stdout)
		}
	}
	return v, got
}

// losing is a builder that runs kustomize, and in the rewritten copy changes what comes
// out: a rewriting that goes wrong, whatever ours does.
func losing(t *testing.T, edit string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "kustomize")
	script := "#!/bin/sh\nkustomize \"$@\" > \"$$.out\" || exit 1\ncase $PWD in */after) sed '" + edit + "' \"$$.out\" ;; *) cat \"$$.out\" ;; esac\nrm \"$$.out\"\n"
	if err := os.WriteFile(program, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return program
}

// summary is what there is to compare at a glance.
func (v *verification) summary() string {
	return fmt.Sprintf("%d built, %d differ, %d not built", v.Summary.Built, v.Summary.Differ, v.Summary.NotBuilt)
}

const aDeployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      initContainers:
      - name: migrate
        image: ghcr.io/amerintlxperts/migrate:v2
      containers:
      - name: web
        image: ghcr.io/amerintlxperts/web:v1
      - name: proxy
        image: quay.io/amerintlxperts/proxy:v3
`

// base is a base with an overlay.
func base() map[string]string {
	return map[string]string{
		"base/deployment.yaml":             aDeployment,
		"base/kustomization.yaml":          "resources:\n- deployment.yaml\n",
		"overlays/prod/kustomization.yaml": "namespace: prod\nresources:\n- ../../base\n",
	}
}

// TestVerify: a repository whose builds are what they should be, by real kustomize.
func TestVerify(t *testing.T) {
	v, got := verifyTree(t, base())
	if got.code != 0 || v.summary() != "2 built, 0 differ, 0 not built" || v.Summary.Images != 6 || v.Summary.Left != 0 {
		t.Errorf("exit code %d, %+v\n%s", got.code, v.Summary, got.stderr)
	}
}

// TestVerifyExamples: an example is proven as its user would do it.
func TestVerifyExamples(t *testing.T) {
	for _, name := range []string{"ci", "kustomize", "flux-ci", "kustomize-overlays"} {
		folder := example(t, name)
		got := run(t, folder, "ecrcache", "verify", "--account-id", "123456789012", "--region", "ca-central-1",
			"--kustomize", "kustomize build --enable-alpha-plugins --enable-exec", ".")
		if got.code != 0 || !strings.Contains(got.stderr, " 0 differ, 0 not built;") {
			t.Errorf("%s: exit code %d\n%s%s", name, got.code, got.stdout, got.stderr)
		}
	}
}

// TestVerifyFinds: an image that is another one after the rewriting, with the lines from
// which it comes.
func TestVerifyFinds(t *testing.T) {
	v, got := verifyTree(t, base(), "--kustomize", losing(t, "s,/web:v1,/web:latest,"))
	if got.code != 1 || v.summary() != "2 built, 2 differ, 0 not built" {
		t.Fatalf("exit code %d, %s\n%s", got.code, v.summary(), got.stderr)
	}
	for _, b := range v.Builds {
		if len(b.Differences) != 1 {
			t.Fatalf("%+v", b)
		}
		d := b.Differences[0]
		if d.Field != "spec.template.spec.containers[0].image" || d.Before != "ghcr.io/amerintlxperts/web:v1" ||
			d.Expected != registry+"amerintlxperts/web:v1" || d.After != registry+"amerintlxperts/web:latest" {
			t.Errorf("%+v", d)
		}
		if len(d.From) != 1 || d.From[0].File != "base/deployment.yaml" || d.From[0].Line != 13 {
			t.Errorf("from %+v", d.From)
		}
	}
}

// TestVerifyNotBuilt: what kustomize refuses is told by its cause, and never ends the run.
func TestVerifyNotBuilt(t *testing.T) {
	tree := base()
	for path, text := range map[string]string{
		"gone/kustomization.yaml":      "resources: [../no-such-base]\n",
		"outside/kustomization.yaml":   "resources: [../../../outside]\n",
		"remote/kustomization.yaml":    "resources: ['https://localhost:1/manifests.yaml']\n",
		"above/kustomization.yaml":     "resources: [../base/deployment.yaml]\n",
		"helm/kustomization.yaml":      "helmCharts: [{name: a, repo: 'https://localhost:1', version: '1'}]\n",
		"target/kustomization.yaml":    "resources: [../base]\npatches: [{patch: '{apiVersion: v1, kind: Pod, metadata: {name: none}}'}]\n",
		"not-yaml/kustomization.yaml":  "resources: [\n",
		"component/kustomization.yaml": "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n",
	} {
		tree[path] = text
	}
	v, got := verifyTree(t, tree)
	causes := map[string]string{}
	for _, b := range v.Builds {
		if b.Status == "not-built" {
			causes[b.Name] = b.Cause
			if b.Message == "" || strings.Contains(b.Message, "ecrcache-verify-") {
				t.Errorf("%s: %s", b.Name, b.Message)
			}
		}
	}
	want := map[string]string{
		"gone": "missing file", "outside": "missing file", "remote": "remote base",
		"above": "outside of the directory", "helm": "plugin needed", "target": "target of a patch not found", "not-yaml": "not valid",
	}
	for name, cause := range want {
		if causes[name] != cause {
			t.Errorf("%s: %q, want %q", name, causes[name], cause)
		}
	}
	if got.code != 0 || v.Summary.Built != 2 || v.Summary.NotBuilt != len(want) {
		t.Errorf("exit code %d, %s\n%s", got.code, v.summary(), got.stderr)
	}
}

// TestVerifyRefused: what rewrite refuses is an error with its reason, and nothing is built
// after it.
func TestVerifyRefused(t *testing.T) {
	v, got := verifyTree(t, map[string]string{
		"a/kustomization.yaml": "resources: [../b]\nimages: [{name: ghcr.io/amerintlxperts/web, newTag: v2}]\n",
		"b/kustomization.yaml": "resources: [../a]\n",
	})
	if got.code != 1 || v.Summary.Built != 0 || !strings.Contains(got.stderr, "leads to itself") {
		t.Errorf("exit code %d, %s\n%s", got.code, v.summary(), got.stderr)
	}
}

// TestVerifyFlux: what a Flux Kustomization adds to a directory is built as Flux does:
// without a kustomization file, with its images, patches and components, and with what
// it replaces. The builder changes the tag that only Flux sets.
func TestVerifyFlux(t *testing.T) {
	flux := func(name, spec string) string {
		return "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: " + name + ", namespace: flux-system}\nspec:\n  sourceRef: {kind: GitRepository, name: flux-system}\n" + spec
	}
	tree := base()
	tree["plain/one/deployment.yaml"] = aDeployment
	tree["component/kustomization.yaml"] = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages: [{name: quay.io/amerintlxperts/proxy, newTag: of-component}]\n"
	tree["clusters/a.yaml"] = flux("images", "  path: ./overlays/prod\n  images: [{name: quay.io/amerintlxperts/proxy, newTag: of-flux}]\n")
	tree["clusters/b.yaml"] = flux("plain", "  path: ./plain\n")
	tree["clusters/c.yaml"] = flux("component", "  path: ./base\n  components: [../component]\n")
	tree["clusters/d.yaml"] = flux("patch", "  path: ./base\n  patches: [{target: {kind: Deployment}, patch: '[{\"op\": \"replace\", \"path\": \"/spec/template/spec/containers/1/image\", \"value\": \"quay.io/amerintlxperts/proxy:${tag}\"}]'}]\n  postBuild: {substitute: {tag: of-variable}}\n")
	// Flux lets a kustomization read what is outside of its directory.
	tree["above/kustomization.yaml"] = "resources: [../base/deployment.yaml]\n"
	tree["clusters/f.yaml"] = flux("above", "  path: ./above\n")
	tree["clusters/e.yaml"] = flux("same", "  path: ./base\n")
	for edit, want := range map[string][]string{
		"s,:of-flux,:lost,":               {"Flux Kustomization flux-system/images"},
		"s,proxy:v3,proxy:lost,":          {"Flux Kustomization flux-system/plain", "above", "base", "overlays/prod"},
		"s,:of-component,:lost,":          {"Flux Kustomization flux-system/component"},
		`s,proxy:\${tag},proxy:\${lost},`: {"Flux Kustomization flux-system/patch"},
	} {
		v, got := verifyTree(t, tree, "--kustomize", losing(t, edit))
		var names []string
		for _, b := range v.Builds {
			if b.Status == "different" {
				names = append(names, b.Name)
			}
		}
		if got.code != 1 || v.Summary.NotBuilt != 0 || v.Summary.Built != 7 || !slices.Equal(names, want) {
			t.Errorf("%s: exit code %d, %s, different %q, want %q\n%s", edit, got.code, v.summary(), names, want, got.stdout)
		}
	}
}

// TestVerifyArgoCD: what an Argo CD Application adds to a directory is built, too.
func TestVerifyArgoCD(t *testing.T) {
	tree := base()
	tree["apps.yaml"] = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web, namespace: argocd}\nspec:\n  source: {path: overlays/prod, kustomize: {images: ['quay.io/amerintlxperts/proxy:of-argocd']}}\n"
	v, got := verifyTree(t, tree, "--kustomize", losing(t, "s,:of-argocd,:lost,"))
	if got.code != 1 || v.summary() != "3 built, 1 differ, 0 not built" || v.Builds[0].Name != "Application argocd/web" || v.Builds[0].Status != "different" {
		t.Errorf("exit code %d, %s\n%s", got.code, v.summary(), got.stdout)
	}
}

// TestVerifyKubectl: kubectl builds as well.
func TestVerifyKubectl(t *testing.T) {
	needKubectl(t)
	if v, got := verifyTree(t, base(), "--kustomize", "kubectl kustomize"); got.code != 0 || v.summary() != "2 built, 0 differ, 0 not built" {
		t.Errorf("exit code %d, %s\n%s", got.code, v.summary(), got.stderr)
	}
}

// TestVerifyRoundTrip: the round trip gives the original bytes.
func TestVerifyRoundTrip(t *testing.T) {
	v, got := verifyTree(t, base(), "--round-trip")
	if got.code != 0 || !strings.Contains(got.stdout, `"unlike": []`) || v.summary() != "2 built, 0 differ, 0 not built" {
		t.Errorf("exit code %d, %s\n%s", got.code, got.stdout, got.stderr)
	}
}

// TestVerifyHelm: charts with their values, by real Helm. What a template says itself is
// left, and the reason is that it is a template.
func TestVerifyHelm(t *testing.T) {
	helm := needHelm(t, tool.Helm4)
	tree := map[string]string{
		"chart/Chart.yaml":       "apiVersion: v2\nname: web\nversion: 1.0.0\n",
		"chart/values.yaml":      "image:\n  repository: ghcr.io/amerintlxperts/web\n  tag: v1\n",
		"chart/values-prod.yaml": "image:\n  tag: v2\n",
		"chart/templates/pod.yaml": "{{- if true }}\napiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - name: web\n    image: \"{{ .Values.image.repository }}:{{ .Values.image.tag }}\"\n" +
			"  - name: literal\n    image: ghcr.io/amerintlxperts/literal:v1\n{{- end }}\n",
		"release.yaml":      "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: web}\nspec:\n  chart: {spec: {chart: ./chart, sourceRef: {kind: GitRepository, name: flux-system}}}\n  values: {image: {repository: ghcr.io/amerintlxperts/other, tag: v3}}\n",
		"broken/Chart.yaml": "apiVersion: v2\nname: broken\nversion: 1.0.0\ndependencies: [{name: redis, version: 1.0.0, repository: 'https://localhost:1'}]\n",
	}
	v, got := verifyTree(t, tree, "--helm", "--helm-command", helm)
	if got.code != 0 || v.summary() != "3 built, 0 differ, 1 not built" || v.Summary.Images != 6 || v.Summary.Left != 3 {
		t.Errorf("exit code %d, %+v\n%s", got.code, v.Summary, got.stdout)
	}
	if !strings.Contains(got.stdout, `"cause": "chart dependency"`) || !strings.Contains(got.stdout, `"reason": "the file was skipped: not YAML until rendered`) {
		t.Errorf("%s", got.stdout)
	}
}
