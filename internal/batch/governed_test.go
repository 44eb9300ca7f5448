package batch

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// TestEveryConfigurationRuns: the configuration of each named file reports, in whatever order the
// files are named, also when none of its files holds an image.
func TestEveryConfigurationRuns(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "a", "1.yaml"), podOfShop)
	put(t, filepath.Join(dir, "a", "2.yaml"), podOfShop)
	put(t, filepath.Join(dir, "b", "1.yaml"), "kind: ConfigMap\n")
	rewriters := map[string]*rewrite.Rewriter{}
	for name, rows := range map[string]string{"a": "", "b": "  rewrite: {fields: [{kind: Foo, path: spec/image}]}\n"} {
		c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec:\n  accountID: \"123456789012\"\n  region: ca-central-1\n" + rows))
		if err != nil {
			t.Fatal(err)
		}
		if rewriters[name], err = rewrite.New(c); err != nil {
			t.Fatal(err)
		}
	}
	of := func(dir string) *rewrite.Rewriter { return rewriters[filepath.Base(dir)] }
	for _, names := range [][]string{{"a/1.yaml", "a/2.yaml", "b/1.yaml"}, {"a/1.yaml", "b/1.yaml", "a/2.yaml"}} {
		paths := make([]string, len(names))
		for i, name := range names {
			paths[i] = filepath.Join(dir, filepath.FromSlash(name))
		}
		b, err := ReadFilesBy(context.Background(), paths, func(dir string) func([]byte) bool { return of(dir).Matters }, nil)
		if err != nil {
			t.Fatal(err)
		}
		result, err := b.RewriteBy(of)
		if err != nil {
			t.Fatal(err)
		}
		unused := 0
		for _, f := range result.Report.Findings {
			if f.Code == outcome.UnusedField {
				unused++
			}
		}
		if unused != 1 {
			t.Errorf("%v: %d unused fields of b were reported, want 1", names, unused)
		}
	}
}
