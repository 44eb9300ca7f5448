package rewrite_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// TestOmitted: of one sort of findings so many are listed and the rest is counted,
// while the report counts all, in a check as in a run.
func TestOmitted(t *testing.T) {
	var pods strings.Builder
	for i := range 7 {
		fmt.Fprintf(&pods, "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p%d}\nspec:\n  containers:\n  - image: ghcr.io/amerintlxperts/shop:v%d\n    workingDir: /ghcr.io/x\n", i, i)
	}
	for _, test := range []struct {
		name, config   string
		listed         int
		code           finding.Code
		omitted        []string
		failed         bool
		rewritten, all int
	}{
		{"a limit", "maxResults: 3", 3, outcome.Rewritten, []string{
			"4 more results of the code left-behind (text) are left out; rewrite.maxResults sets how many are listed, 0 lists all",
			"4 more results of the code rewritten are left out; rewrite.maxResults sets how many are listed, 0 lists all",
		}, false, 7, 8},
		{"a check", "mode: Check, maxResults: 5", 5, outcome.Uncached, []string{
			"2 more results of the code uncached are left out; rewrite.maxResults sets how many are listed, 0 lists all",
			"2 more results of the code left-behind (text) are left out; rewrite.maxResults sets how many are listed, 0 lists all",
		}, true, 7, 12},
		{"as many as there are", "maxResults: 7", 7, outcome.Rewritten, nil, false, 7, 14},
		{"no limit", "maxResults: 0", 7, outcome.Rewritten, nil, false, 7, 14},
		{"the default", "digests: Keep", 7, outcome.Rewritten, nil, false, 7, 14},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, report := run(t, "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec: {accountID: '123456789012', region: ca-central-1, rewrite: {"+test.config+"}}\n", "", pods.String())
			listed := 0
			var omitted []string
			for _, f := range report.Findings {
				switch f.Code {
				case test.code:
					listed++
				case outcome.Omitted:
					omitted = append(omitted, f.Message)
				}
			}
			if listed != test.listed || len(report.Findings) != test.all || fmt.Sprint(omitted) != fmt.Sprint(test.omitted) {
				t.Errorf("%d of %d findings have the code %s, and %q", listed, len(report.Findings), test.code, omitted)
			}
			if report.Failed() != test.failed || report.Rewritten != test.rewritten || report.Left != 7 {
				t.Errorf("failed %v, %d rewritten, %d left", report.Failed(), report.Rewritten, report.Left)
			}
		})
	}
}
