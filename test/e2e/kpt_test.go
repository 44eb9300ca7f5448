package e2e

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestKptRender: the package's images change where they stand, and no other byte;
// a second run changes nothing; kpt has our results.
func TestKptRender(t *testing.T) {
	need(t, "kpt")
	dir := checkout(t, "examples/kpt")
	results := t.TempDir()
	before := files(t, dir)
	output(t, dir, "kpt", "fn", "render", ".", "--allow-exec", "--results-dir", results)
	after := files(t, dir)
	inPlace(t, before, after)
	output(t, dir, "kpt", "fn", "render", ".", "--allow-exec")
	unchanged(t, after, files(t, dir))

	told := files(t, results)["results.yaml"]
	for _, want := range []string{"code: rewritten", "proposedValue: " + cache + "amerintlxperts/shop-web:7e03c5a", "path: shop/web.yaml", "code: summary"} {
		if !strings.Contains(told, want) {
			t.Errorf("the results lack %q:\n%s", want, told)
		}
	}
}

// TestKptEval: with a file and with flat keys, on a package and on a repository
// that was never one.
func TestKptEval(t *testing.T) {
	need(t, "kpt")
	for _, example := range []string{"examples/kpt", "examples/kustomize"} {
		for name, configuration := range map[string][]string{
			"file": {"--fn-config", "pull-through-cache.yaml"},
			"keys": {"--", "accountID=123456789012", "region=ca-central-1"},
		} {
			t.Run(filepath.Base(example)+" "+name, func(t *testing.T) {
				dir := checkout(t, example)
				eval := append([]string{"fn", "eval", ".", "--exec", "ecrcache"}, configuration...)
				before := files(t, dir)
				output(t, dir, "kpt", eval...)
				after := files(t, dir)
				inPlace(t, before, after)
				output(t, dir, "kpt", eval...)
				unchanged(t, after, files(t, dir))
			})
		}
	}
}

// TestKptRefuses: a configuration that is refused leaves every file as it was.
func TestKptRefuses(t *testing.T) {
	need(t, "kpt")
	dir := checkout(t, "examples/kpt")
	before := files(t, dir)
	_, stderr, err := command(dir, "kpt", "fn", "eval", ".", "--exec", "ecrcache", "--", "accountID=12345", "region=ca-central-1")
	if err == nil || !strings.Contains(stderr, "data.accountID: found") {
		t.Errorf("%v\n%s", err, stderr)
	}
	unchanged(t, before, files(t, dir))
}

// files reads every file below a directory, by its path there.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, path))
		all[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// inPlace fails the test where something else than an image changed. The entry of
// a kustomization that had only a name has a newName now, which kpt moves behind
// the keys that stood there.
func inPlace(t *testing.T, before, after map[string]string) {
	t.Helper()
	moved := 0
	for path, text := range before {
		want := rewritten(text)
		if filepath.Base(path) == "kustomization.yaml" {
			want = strings.Replace(want, "  newTag: v1.0.0\n", "  newTag: v1.0.0\n  newName: "+cache+"external-secrets/external-secrets\n", 1)
		}
		same(t, path, want, after[path])
		moved += strings.Count(after[path], cache)
	}
	if len(before) != len(after) || moved < 3 {
		t.Errorf("%d files became %d, %d references moved", len(before), len(after), moved)
	}
}

func unchanged(t *testing.T, before, after map[string]string) {
	t.Helper()
	for path, text := range before {
		same(t, path, text, after[path])
	}
	if len(before) != len(after) {
		t.Errorf("%d files became %d", len(before), len(after))
	}
}
