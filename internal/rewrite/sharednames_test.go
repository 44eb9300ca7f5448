package rewrite_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// TestSharedNames: a scalar that an anchor gives to two fields, of which one needs the upstream's name and the
// other the cache's, is an error: it cannot become both, and without its name an entry of kustomize's
// images finds nothing.
func TestSharedNames(t *testing.T) {
	const kustomization = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: ['https://github.com/o/r//d?ref=v1']\nimages:\n"
	const release = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n"
	for _, test := range []struct {
		name, in string
		refused  bool
	}{
		{"an entry's name as the new name of another", kustomization + "- name: &a ghcr.io/o/a\n  newTag: v1\n- name: ghcr.io/o/b\n  newName: *a\n", true},
		{"a chart's value as the name of an entry", release + "  values:\n    image:\n      repository: &a ghcr.io/o/a\n      tag: v1\n  postRenderers:\n  - kustomize:\n      images:\n      - name: *a\n        newTag: v3\n", true},
		{"the name of an entry as a chart's value", release + "  postRenderers:\n  - kustomize:\n      images:\n      - name: &a ghcr.io/o/a\n        newTag: v3\n  values:\n    image:\n      repository: *a\n      tag: v1\n", true},
		{"one new name twice", kustomization + "- name: x\n  newName: &a ghcr.io/o/a\n- name: y\n  newName: *a\n", false},
		{"one name in two of a chart's values", release + "  values:\n    a: {image: {repository: &a ghcr.io/o/a, tag: v1}}\n    b: {image: {repository: *a, tag: v2}}\n", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec: {accountID: '123456789012', region: ca-central-1}\n"))
			if err != nil {
				t.Fatal(err)
			}
			r, err := rewrite.New(c)
			if err != nil {
				t.Fatal(err)
			}
			items, err := yamlbytes.SplitStream([]byte(test.in))
			if err != nil {
				t.Fatal(err)
			}
			_, report, err := r.KustomizedItems(items).Items("", items)
			if err != nil {
				t.Fatal(err)
			}
			shared := func(f finding.Finding) bool {
				return f.Code == outcome.Irreplaceable && strings.Contains(f.Message, "shared by an anchor")
			}
			if got := slices.ContainsFunc(report.Findings, shared); got != test.refused {
				t.Errorf("refused: %v, want %v; findings %v", got, test.refused, report.Findings)
			}
		})
	}
}

// TestSharedWithOneThatStays: an image that stays, and changes because an alias shares it with one that
// moves, is told.
func TestSharedWithOneThatStays(t *testing.T) {
	const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n"
	for in, want := range map[string]bool{
		pod + "  - {name: a, image: &i ghcr.io/o/a:v1}\n  - {name: kept, image: *i}\n":    true,
		pod + "  - {name: kept, image: &i ghcr.io/o/a:v1}\n  - {name: b, image: *i}\n":    true,
		pod + "  - {name: a, image: &i ghcr.io/o/a:v1}\n  - {name: b, image: *i}\n":       false,
		pod + "  - {name: kept, image: &i ghcr.io/o/a:v1}\n  - {name: kept, image: *i}\n": false,
	} {
		c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec: {accountID: '123456789012', region: ca-central-1, rewrite: {exclude: [{container: kept}]}}\n"))
		if err != nil {
			t.Fatal(err)
		}
		r, err := rewrite.New(c)
		if err != nil {
			t.Fatal(err)
		}
		items, err := yamlbytes.SplitStream([]byte(in))
		if err != nil {
			t.Fatal(err)
		}
		_, report, err := r.Items("", items)
		if err != nil {
			t.Fatal(err)
		}
		told := slices.ContainsFunc(report.Findings, func(f finding.Finding) bool { return f.Code == outcome.SharedAnchor })
		if told != want {
			t.Errorf("told: %v, want %v, in\n%s", told, want, in)
		}
	}
}
