package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// withFunctions are the options without which kustomize runs no function.
var withFunctions = []string{"--enable-alpha-plugins", "--enable-exec"}

// build runs kustomize on a directory of the repository.
func build(t *testing.T, dir string, options ...string) string {
	t.Helper()
	return output(t, dir, "kustomize", append(append([]string{"build"}, options...), ".")...)
}

// without is an example's output as kustomize has it without the function.
func without(t *testing.T, example string) string {
	t.Helper()
	dir := checkout(t, example)
	file := filepath.Join(dir, "kustomization.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, _, found := strings.Cut(string(text), "transformers:")
	if !found {
		t.Fatalf("%s names no transformers", file)
	}
	if err := os.WriteFile(file, []byte(before), 0o644); err != nil {
		t.Fatal(err)
	}
	return build(t, dir)
}

// TestTransformer: of kustomize's output nothing but the images changes.
func TestTransformer(t *testing.T) {
	const example = "examples/kustomize"
	want := rewritten(without(t, example))
	if n := strings.Count(want, cache); n < 7 {
		t.Fatalf("only %d images to rewrite", n)
	}
	same(t, "kustomize build", want, build(t, checkout(t, example), withFunctions...))
}

// TestComponent: an overlay with the Component is rewritten, one without is not.
func TestComponent(t *testing.T) {
	dir := checkout(t, "examples/component")
	plain := build(t, filepath.Join(dir, "overlays", "development"), withFunctions...)
	cached := build(t, filepath.Join(dir, "overlays", "production"), withFunctions...)
	if strings.Contains(plain, cache) || !strings.Contains(plain, "image: "+upstream) {
		t.Errorf("development:\n%s", plain)
	}
	if strings.Contains(cached, "image: "+upstream) || !strings.Contains(cached, "image: "+cache) {
		t.Errorf("production:\n%s", cached)
	}
}

// TestTrap: with one option of two kustomize runs no function, and neither its
// exit code nor stderr says so.
func TestTrap(t *testing.T) {
	stdout, stderr, err := command(checkout(t, "examples/kustomize"), "kustomize", "build", "--enable-alpha-plugins", ".")
	if err != nil || stderr != "" {
		t.Errorf("kustomize says something now; say so in the README: %v\n%s", err, stderr)
	}
	same(t, "kustomize build", without(t, "examples/kustomize"), stdout)
}

// TestKubectl: kubectl's own kustomize has no option that runs the function, and
// is as silent.
func TestKubectl(t *testing.T) {
	need(t, "kubectl")
	dir := checkout(t, "examples/kustomize")
	if _, stderr, err := command(dir, "kubectl", append([]string{"kustomize", "."}, withFunctions...)...); err == nil {
		t.Errorf("kubectl knows --enable-exec now; say so in the README\n%s", stderr)
	}
	out := output(t, dir, "kubectl", "kustomize", "--enable-alpha-plugins", ".")
	if strings.Contains(out, cache) || !strings.Contains(out, "image: "+upstream) {
		t.Errorf("kubectl rewrites now; say so in the README:\n%s", out)
	}
}

// TestRefusedConfiguration: kustomize fails, prints no manifest, and shows what is
// wrong, all of it.
func TestRefusedConfiguration(t *testing.T) {
	dir := checkout(t, "examples/kustomize")
	file := filepath.Join(dir, "pull-through-cache.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.NewReplacer(`"123456789012"`, "123456789012", "region:", "regoin:").Replace(string(text))
	if err := os.WriteFile(file, []byte(broken), 0o644); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, err := command(dir, "kustomize", append([]string{"build", "."}, withFunctions...)...)
	if err == nil || stdout != "" {
		t.Errorf("kustomize accepts it: %v\n%s", err, stdout)
	}
	for _, want := range []string{
		`ecrcache: error: spec.accountID: found the number 123456789012;`, `quote it: "123456789012"`,
		`ecrcache: error: spec.regoin: unknown key; did you mean region?`,
	} {
		if !strings.Contains(stderr, want) {
			t.Errorf("stderr lacks %q:\n%s", want, stderr)
		}
	}
}

// TestWarnings: kustomize drops results, but what warns is heard on stderr.
func TestWarnings(t *testing.T) {
	dir := checkout(t, "examples/component")
	file := filepath.Join(dir, "base", "deployment.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), ":49c1b6c", ":latest", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	_, stderr, err := command(filepath.Join(dir, "overlays", "production"), "kustomize", append([]string{"build", "."}, withFunctions...)...)
	if err != nil || !strings.Contains(stderr, "ecrcache: warning: 1 image reference: ECR looks for a newer image") {
		t.Errorf("%v\n%s", err, stderr)
	}
}
