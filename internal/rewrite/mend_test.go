package rewrite_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/google/go-cmp/cmp"
)

// TestMend: what an earlier version made of a digest behind a placeholder is found
// by a check, and mended in both directions.
func TestMend(t *testing.T) {
	const ecr = "123456789012.dkr.ecr.ca-central-1.amazonaws.com"
	pod := func(image string) string {
		return "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: '" + image + "'\n"
	}
	release := func(image string) string {
		return "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  values:\n    image: " + image + "\n"
	}
	for _, test := range []struct{ broken, mended, restored string }{
		{pod(ecr + "/ghcr/o/app@${DIGEST}@${DIGEST}"), pod(ecr + "/ghcr/o/app@${DIGEST}"), pod("ghcr.io/o/app@${DIGEST}")},
		{pod(ecr + "/ghcr/o/app:v1@$(d)@$(d)"), pod(ecr + "/ghcr/o/app:v1@$(d)"), pod("ghcr.io/o/app:v1@$(d)")},
		{pod(ecr + "/ghcr/o/app${D:+@$D}@$D}"), pod(ecr + "/ghcr/o/app${D:+@$D}"), pod("ghcr.io/o/app${D:+@$D}")},
		{pod(ecr + "/ghcr/o/app:{{ t }}@{{ d }}@{{ d }}"), pod(ecr + "/ghcr/o/app:{{ t }}@{{ d }}"), pod("ghcr.io/o/app:{{ t }}@{{ d }}")},
		{
			release("{registry: " + ecr + ", repository: 'ghcr/o/app@${D}@${D}'}"),
			release("{registry: " + ecr + ", repository: 'ghcr/o/app@${D}'}"), release("{registry: ghcr.io, repository: 'o/app@${D}'}"),
		},
		// Not ours, or not the same twice.
		{pod("registry.example.com/o/app@${D}@${D}"), pod("registry.example.com/o/app@${D}@${D}"), pod("registry.example.com/o/app@${D}@${D}")},
		{pod(ecr + "/ghcr/o/app@${C}@${D}"), pod(ecr + "/ghcr/o/app@${C}@${D}"), pod(ecr + "/ghcr/o/app@${C}@${D}")},
	} {
		got, report := run(t, smallest, "", test.broken)
		if diff := cmp.Diff(test.mended, got); diff != "" {
			t.Errorf("mended (-want +got):\n%s", diff)
		}
		if test.mended != test.broken && (len(report.Findings) == 0 || report.Findings[0].Code != outcome.Mended) {
			t.Errorf("%s: reported as %+v", test.broken, report.Findings)
		}
		_, checked := run(t, with("mode: Check"), "", test.broken)
		if checked.Failed() != (test.mended != test.broken) {
			t.Errorf("%s: the check fails: %v", test.broken, checked.Failed())
		}
		got, _ = run(t, with("direction: Restore"), "", test.broken)
		if diff := cmp.Diff(test.restored, got); diff != "" {
			t.Errorf("restored (-want +got):\n%s", diff)
		}
	}
}

// with is the smallest configuration with settings for rewriting.
func with(settings string) string {
	return strings.Replace(smallest, "region: ca-central-1", "region: ca-central-1, rewrite: {"+settings+"}", 1)
}
