package rewrite_test

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/rewrite"
)

// TestSubstitutesOnce: a value that Flux takes from a ConfigMap is reported once, whichever
// of the ConfigMap and the Kustomization comes first.
func TestSubstitutesOnce(t *testing.T) {
	const flux = "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps, namespace: flux-system}\nspec: {postBuild: {substituteFrom: [{kind: ConfigMap, name: vars}]}}\n"
	const vars = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: vars, namespace: flux-system}\ndata: {IMAGE: 'ghcr.io/amerintlxperts/app:v1', HOST: ghcr.io}\n"
	for _, order := range [][2]string{{flux, vars}, {vars, flux}} {
		r := rewriter(t, "\n  rewrite: {mode: Check}")
		_, report := r.Sources([]rewrite.Source{source(t, "a.yaml", order[0]), source(t, "b.yaml", order[1])})
		reasons := map[string][]string{}
		for _, f := range report.Findings {
			reasons[f.Field.Path] = append(reasons[f.Field.Path], f.Reason)
		}
		for _, path := range []string{"data.IMAGE", "data.HOST"} {
			if got := reasons[path]; len(got) != 1 || got[0] != "substitute" {
				t.Errorf("%s of %s: %v", path, order[0][:60], got)
			}
		}
		if !report.Failed() {
			t.Error("a check passes")
		}
	}
}
