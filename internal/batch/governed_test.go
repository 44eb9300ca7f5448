package batch

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/reason"
)

// TestEveryConfigurationRuns: the configuration of each named file reports, in whatever order the
// files are named, also when none of its files holds an image.
func TestEveryConfigurationRuns(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "a", "1.yaml"), podOfShop)
	put(t, filepath.Join(dir, "a", "2.yaml"), podOfShop)
	put(t, filepath.Join(dir, "b", "1.yaml"), "kind: ConfigMap\n")
	of := governor(t, map[string]string{"a": "", "b": "  rewrite: {fields: [{kind: Foo, path: spec/image}]}\n"})
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

// TestBuildOfOther: a Kustomization of Flux that builds a directory of another configuration is
// reported where it has images that stay, and nowhere else.
func TestBuildOfOther(t *testing.T) {
	for images, want := range map[string]int{
		"": 0,
		"  postBuild: {substitute: {image: \"ghcr.io/amerintlxperts/shop:v1\"}}\n": 1,
	} {
		dir := t.TempDir()
		put(t, filepath.Join(dir, ".git", "HEAD"), "")
		put(t, filepath.Join(dir, "a", "ks.yaml"), "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: b}\nspec:\n  path: ./b\n"+images)
		put(t, filepath.Join(dir, "b", "pod.yaml"), podOfShop)
		b, err := ReadFiles(context.Background(), []string{dir}, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		result, err := b.RewriteBy(governor(t, map[string]string{"a": "", "b": ""}))
		if err != nil {
			t.Fatal(err)
		}
		reported := 0
		for _, f := range result.Report.Findings {
			if f.Reason == reason.OtherBuild.Name {
				reported++
			}
		}
		if reported != want {
			t.Errorf("%q: %d findings %s, want %d", images, reported, reason.OtherBuild.Name, want)
		}
	}
}

// governor gives each directory of a name the configuration with more of its spec.
func governor(t *testing.T, specs map[string]string) Governor {
	t.Helper()
	rewriters := map[string]*rewrite.Rewriter{}
	for name, more := range specs {
		c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec:\n  accountID: \"123456789012\"\n  region: ca-central-1\n" + more))
		if err != nil {
			t.Fatal(err)
		}
		if rewriters[name], err = rewrite.New(c); err != nil {
			t.Fatal(err)
		}
	}
	return func(dir string) *rewrite.Rewriter { return rewriters[filepath.Base(dir)] }
}

// TestUngovernedStays: a file without a configuration stays, and is not listed, where one configuration
// governs all others. A file of several documents is kept also where its text does not matter.
func TestUngovernedStays(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "a", "pod.yaml"), podOfShop)
	put(t, filepath.Join(dir, "b", "pods.yaml"), podOfShop+"---\n"+podOfShop)
	of := governor(t, map[string]string{"a": ""})
	b, err := ReadFiles(context.Background(), []string{dir}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	result, err := b.RewriteBy(of)
	if err != nil {
		t.Fatal(err)
	}
	g, err := b.Governed(of)
	if err != nil {
		t.Fatal(err)
	}
	images, err := g.Images()
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Changes) != 1 || filepath.Base(result.Changes[0].Path) != "pod.yaml" || len(images) != 1 {
		t.Errorf("%d files change, %d images are listed; want the one of a", len(result.Changes), len(images))
	}
}

// TestImagesOfGuest: an image of a file that was named is listed also where only builds of a
// configuration read it that governs none of the files.
func TestImagesOfGuest(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, ".git", "HEAD"), "")
	put(t, filepath.Join(dir, "a", "kustomization.yaml"), "resources: []\n")
	put(t, filepath.Join(dir, "a", "pod.yaml"), podOfShop)
	put(t, filepath.Join(dir, "b", "kustomization.yaml"), "resources: [../a/pod.yaml]\n")
	of := governor(t, map[string]string{"a": "", "b": "  upstreams: [{registry: ghcr.io, prefix: of-b}]\n"})
	for _, paths := range [][]string{{"a"}, {"a", "b"}} {
		for i := range paths {
			paths[i] = filepath.Join(dir, paths[i])
		}
		b, err := ReadFiles(context.Background(), paths, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		g, err := b.Governed(of)
		if err != nil {
			t.Fatal(err)
		}
		images, err := g.Images()
		if err != nil {
			t.Fatal(err)
		}
		if len(images) != 1 || images[0].Prefix != "of-b" {
			t.Errorf("%v: %v, want the image in the cache of b", paths, images)
		}
	}
}
