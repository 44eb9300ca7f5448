package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
)

// TestManyConfigurations: the time of the verbs that do something for each configuration is in
// proportion to their number: manifests and kustomizations are read once, and the run of a
// configuration reads no kustomization that is for another one. What generate writes for an image that counts for all
// grows with their product.
func TestManyConfigurations(t *testing.T) {
	for _, verb := range []string{"doctor .", "images .", "rewrite --dry-run .", "generate --images . --out out"} {
		for attempt := 0; ; attempt++ { // a busy machine makes one of them long
			few, many := timeOfFleet(t, verb, 50), timeOfFleet(t, verb, 200)
			if many < 9*few {
				break
			}
			if attempt == 3 {
				t.Errorf("%s: 50 configurations take %v, 200 take %v", verb, few, many)
				break
			}
		}
	}
}

// timeOfFleet is how long a verb takes for n configurations, each with ten manifests.
func timeOfFleet(t *testing.T, verb string, n int) time.Duration {
	t.Helper()
	work := t.TempDir()
	t.Chdir(work)
	must(t, os.Mkdir(".git", 0o755))
	pod := []byte("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: 'ghcr.io/org/a:v1'}]}\n")
	for i := range n {
		app := filepath.Join("apps", fmt.Sprintf("a%d", i)) // without a configuration
		must(t, os.MkdirAll(app, 0o755))
		must(t, os.WriteFile(filepath.Join(app, "kustomization.yaml"), []byte("resources: [pod.yaml]\n"), 0o644))
		must(t, os.WriteFile(filepath.Join(app, "pod.yaml"), pod, 0o644))
		dir := fmt.Sprintf("c%d", i)
		must(t, os.Mkdir(dir, 0o755))
		must(t, os.WriteFile(filepath.Join(dir, "ecrcache.yaml"), fmt.Appendf(nil, "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nmetadata: {name: %s}\nspec: {accountID: '123456789012', region: ca-central-1, kustomize: {}}\n", dir), 0o644))
		for j := range 10 {
			must(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.yaml", j)), pod, 0o644))
		}
		must(t, os.WriteFile(filepath.Join(dir, "kustomization.yaml"), fmt.Appendf(nil, "resources: [0.yaml, ../%s]\nimages: [{name: ghcr.io/org/a, newTag: v2}]\n", filepath.ToSlash(app)), 0o644))
		must(t, os.WriteFile(filepath.Join(dir, "flux.yaml"), fmt.Appendf(nil, "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: %s}\nspec: {path: ./%s, sourceRef: {kind: GitRepository, name: a}}\n", dir, dir), 0o644))
	}
	var stdout, stderr bytes.Buffer
	began := time.Now()
	if code := Main(Build{}, strings.Fields(verb), strings.NewReader(""), &stdout, &stderr); code != exit.CodeDone {
		t.Fatalf("%s: exit code %d: %s", verb, code, stderr.String())
	}
	return time.Since(began)
}

// TestManyOperations: the images of a patch that is written into a kustomization take time in proportion to
// their number; the string that they are in is looked through once.
func TestManyOperations(t *testing.T) {
	for attempt := 0; ; attempt++ { // a busy machine makes one of them long
		many := timeOfPatch(t, 8000)
		if many < 500*time.Millisecond {
			break
		}
		few := timeOfPatch(t, 2000)
		if many < 9*few {
			break
		}
		if attempt == 3 {
			t.Errorf("2,000 operations take %v, 8,000 take %v", few, many)
			break
		}
	}
}

// timeOfPatch is how long it takes to check a kustomization with a patch of n operations.
func timeOfPatch(t *testing.T, n int) time.Duration {
	t.Helper()
	t.Chdir(t.TempDir())
	var text strings.Builder
	text.WriteString("resources: [pod.yaml]\npatches:\n- target: {kind: Pod}\n  patch: |-\n")
	for i := range n {
		fmt.Fprintf(&text, "    - {op: replace, path: /spec/containers/0/image, value: 'ghcr.io/org/a%d:v1'}\n", i)
	}
	must(t, os.WriteFile("kustomization.yaml", []byte(text.String()), 0o644))
	must(t, os.WriteFile("pod.yaml", []byte("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: 'ghcr.io/org/a:v1'}]}\n"), 0o644))
	var stdout, stderr bytes.Buffer
	began := time.Now()
	if code := Main(Build{}, strings.Fields("check --account-id 123456789012 --region ca-central-1 ."), strings.NewReader(""), &stdout, &stderr); code != exit.CodeFailed {
		t.Fatalf("exit code %d: %s", code, stderr.String())
	}
	return time.Since(began)
}

// TestManyPolicies: 1,000 image policies of Flux for one repository, and 1,000 images of it with a
// tag for each, take a moment: a pattern is compiled once, not for each image.
func TestManyPolicies(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, os.WriteFile("ecrcache.yaml", []byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec: {accountID: '123456789012', region: ca-central-1, flux: {namespace: flux-system}}\n"), 0o644))
	var text strings.Builder
	text.WriteString("apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImageRepository\nmetadata: {name: a, namespace: flux-system}\nspec: {image: ghcr.io/org/a, interval: 1h}\n")
	for i := range 1000 {
		fmt.Fprintf(&text, "---\napiVersion: image.toolkit.fluxcd.io/v1\nkind: ImagePolicy\nmetadata: {name: p%[1]d, namespace: flux-system}\nspec: {imageRepositoryRef: {name: a}, filterTags: {pattern: '^v%[1]d[.].*$'}, policy: {alphabetical: {}}}\n"+
			"---\napiVersion: v1\nkind: Pod\nmetadata: {name: p%[1]d}\nspec:\n  containers:\n  - image: ghcr.io/org/a:v%[1]d.1\n", i)
	}
	must(t, os.WriteFile("all.yaml", []byte(text.String()), 0o644))
	began := time.Now()
	var stdout, stderr bytes.Buffer
	if code := Main(Build{}, strings.Fields("setters add --diff ."), strings.NewReader(""), &stdout, &stderr); code != exit.CodeDone || !strings.Contains(stderr.String(), "1000 setter comments") {
		t.Fatalf("exit code %d: %s", code, stderr.String())
	}
	if took := time.Since(began); took > 4*time.Second {
		t.Errorf("it takes %v", took)
	}
}
