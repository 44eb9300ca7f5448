package batch

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/flux"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
)

const (
	ofShop = "apiVersion: image.toolkit.fluxcd.io/v1beta2\nkind: ImageRepository\nmetadata: {name: shop, namespace: flux-system}\nspec: {image: ghcr.io/amerintlxperts/shop, interval: 5m}\n---\n" +
		"apiVersion: image.toolkit.fluxcd.io/v1beta2\nkind: ImagePolicy\nmetadata: {name: shop, namespace: flux-system}\nspec: {imageRepositoryRef: {name: shop}, policy: {semver: {range: 1.x}}}\n"
	podOfShop = "kind: Pod\nspec:\n  containers:\n  - image: ghcr.io/amerintlxperts/shop:v1.4.2\n"
)

// TestExistingAround: image automation in another directory counts, in the Git repository of the
// files and nowhere else.
func TestExistingAround(t *testing.T) {
	for name, test := range map[string]struct {
		files map[string]string
		want  string
	}{
		"elsewhere in the repository": {map[string]string{".git/HEAD": "", "clusters/images.yaml": ofShop}, `"flux-system:shop"`},
		"among what is read":          {map[string]string{"apps/images.yaml": ofShop}, `"flux-system:shop"`},
		"in a list":                   {map[string]string{".git/HEAD": "", "clusters/images.yaml": "apiVersion: v1\nkind: List\nitems:\n- " + indented(ofShop)}, `"flux-system:shop"`},
		"in no repository":            {map[string]string{"clusters/images.yaml": ofShop}, `"flux-system:ghcr.amerintlxperts.shop"`},
		"of another configuration":    {map[string]string{".git/HEAD": "", "clusters/images.yaml": ofShop, "clusters/ecrcache.yaml": "other"}, `"flux-system:ghcr.amerintlxperts.shop"`},
		"none":                        {map[string]string{".git/HEAD": ""}, `"flux-system:ghcr.amerintlxperts.shop"`},
		"one that Flux cannot read":   {map[string]string{".git/HEAD": "", "clusters/images.yaml": ofShop + "a: {"}, `"flux-system:`},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, filepath.Join(dir, "apps", "pod.yaml"), podOfShop)
			for file, text := range test.files {
				put(t, filepath.Join(dir, filepath.FromSlash(file)), text)
			}
			c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec:\n  accountID: \"123456789012\"\n  region: ca-central-1\n  flux: {namespace: flux-system}\n"))
			if err != nil {
				t.Fatal(err)
			}
			r, err := rewrite.New(c)
			if err != nil {
				t.Fatal(err)
			}
			r = r.WithPolicies(flux.Policies(c)).OnlySetters()
			b, err := ReadFiles(context.Background(), []string{filepath.Join(dir, "apps")}, nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			_, isForeign := test.files["clusters/ecrcache.yaml"]
			result, err := b.RewriteBy(func(of string) *rewrite.Rewriter {
				if isForeign && filepath.Base(of) == "clusters" {
					return nil
				}
				return r
			})
			if err != nil || len(result.Changes) != 1 {
				t.Fatal(err, result)
			}
			if got := string(result.Changes[0].New()); !strings.Contains(got, "image: ghcr.io/amerintlxperts/shop:v1.4.2 # {\"$imagepolicy\": "+test.want) {
				t.Errorf("no comment of %s in\n%s", test.want, got)
			}
		})
	}
}

// indented is documents as entries of a list.
func indented(text string) string {
	var entries []string
	for _, document := range strings.Split(strings.TrimSuffix(text, "\n"), "\n---\n") {
		entries = append(entries, strings.ReplaceAll(document, "\n", "\n  "))
	}
	return strings.Join(entries, "\n- ") + "\n"
}

// put writes a file with its directories.
func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, path, text)
}
