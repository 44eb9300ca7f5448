package rewrite_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// many are objects that can have many references in one map or list: their beginning, and a line
// for each reference.
var many = map[string]struct{ begins, line string }{
	"a map of an unknown kind":   {"apiVersion: example.com/v1\nkind: Foo\nspec:\n", "  k%[1]d: ghcr.io/org/a%[1]d:v1\n"},
	"a map of images":            {"apiVersion: example.com/v1\nkind: Foo\nspec:\n", "  k%[1]d: {image: ghcr.io/org/a%[1]d:v1}\n"},
	"a ConfigMap":                {"apiVersion: v1\nkind: ConfigMap\ndata:\n", "  k%[1]d: ghcr.io/org/a%[1]d:v1\n"},
	"annotations":                {"apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n", "    k%[1]d: ghcr.io/org/a%[1]d:v1\n"},
	"keys":                       {"apiVersion: example.com/v1\nkind: Foo\nspec:\n", "  ghcr.io/org/a%[1]d: x\n"},
	"arguments":                  {"apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    args:\n", "    - --x=ghcr.io/org/a%[1]d:v1\n"},
	"values of a chart":          {"web:\n", "  k%[1]d: {image: {repository: ghcr.io/org/a%[1]d}}\n"},
	"values of a HelmRelease":    {"apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  values:\n", "    k%[1]d: {image: {repository: ghcr.io/org/a%[1]d}}\n"},
	"variables of Flux":          {"apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec:\n  postBuild:\n    substitute:\n", "      k%[1]d: ghcr.io/org/a%[1]d:v1\n"},
	"the value of a JSON patch":  {"- op: add\n  path: /spec\n  value:\n", "    k%[1]d: ghcr.io/org/a%[1]d:v1\n"},
	"anchors":                    {"apiVersion: example.com/v1\nkind: Foo\nspec:\n", "  k%[1]d: &a%[1]d ghcr.io/org/a%[1]d:v1\n  l%[1]d: {image: *a%[1]d}\n"},
	"documents in a ConfigMap":   {"apiVersion: v1\nkind: ConfigMap\ndata:\n", "  k%[1]d: '{kind: Pod, apiVersion: v1, spec: {containers: [{image: ghcr.io/org/a%[1]d}]}}'\n"},
	"entries of a kustomization": {"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages:\n", "- {name: ghcr.io/org/a%[1]d, newTag: v1}\n"},
}

// TestManyReferences: the time for one object is in proportion to the references in it, whether they
// move, are reported, or are listed.
func TestManyReferences(t *testing.T) {
	const config = "apiVersion: v1\nkind: ConfigMap\ndata: {accountID: '123456789012', region: ca-central-1, mode: "
	for name, of := range many {
		for _, mode := range []string{"Write", "Check"} {
			for attempt := 0; ; attempt++ { // a busy machine makes one of them long
				long := timeFor(t, config+mode+"}\n", of.begins, of.line, 10000)
				if long < 400*time.Millisecond {
					break
				}
				few := timeFor(t, config+mode+"}\n", of.begins, of.line, 2500)
				if long < 9*few {
					break
				}
				if attempt == 3 {
					t.Errorf("%s, %s: 2,500 take %v, 10,000 take %v", name, mode, few, long)
					break
				}
			}
		}
	}
}

// timeFor is how long it takes to rewrite an object with n references, and to list its images.
func timeFor(t *testing.T, config, begins, line string, n int) time.Duration {
	t.Helper()
	var text strings.Builder
	text.WriteString(begins)
	for i := range n {
		fmt.Fprintf(&text, line, i)
	}
	began := time.Now()
	run(t, config, "web.yaml", text.String())
	items, err := yamlbytes.SplitStream([]byte(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	rewriter(t, "").Inventory([]rewrite.Source{{Path: "web.yaml", Items: items}})
	return time.Since(began)
}
