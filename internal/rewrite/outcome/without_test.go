package outcome_test

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// TestWithout: what is dropped is counted no more, and fails nothing.
func TestWithout(t *testing.T) {
	r := outcome.NewReport(&v1alpha1.PullThroughCache{}, false, true, false)
	r.Rewritten, r.Left = 1, 2
	r.Add(finding.Finding{Severity: finding.Info, Code: outcome.Rewritten, Field: finding.Field{Current: "a"}, Message: "a"}) // a check calls it uncached
	r.Add(finding.Finding{Severity: finding.Info, Code: outcome.LeftBehind, Left: true, Reason: "status", Message: "b"})
	r.Add(finding.Finding{Severity: finding.Info, Code: outcome.LeftBehind, Left: true, Reason: "annotation", Message: "c"})
	if !r.Failed() || len(r.Findings) != 3 {
		t.Fatalf("%v, %v", r.Failed(), r.Findings)
	}
	rest := r.Without(func(f *finding.Finding) bool { return f.Reason != "annotation" })
	if rest.Failed() || rest.Rewritten != 0 || rest.Left != 1 || len(rest.Findings) != 1 || rest.Findings[0].Message != "c" {
		t.Errorf("%v, %+v", rest.Failed(), rest)
	}
	if !r.Failed() || r.Left != 2 || len(r.Findings) != 3 {
		t.Error("the report itself changed")
	}
	if !r.Without(func(f *finding.Finding) bool { return f.Code == outcome.LeftBehind }).Failed() {
		t.Error("an error that is kept does not fail")
	}
}

// TestWithoutCounts: only what a count is about is taken from it.
func TestWithoutCounts(t *testing.T) {
	r := outcome.NewReport(&v1alpha1.PullThroughCache{}, false, true, false)
	r.Rewritten, r.Filled, r.Marked, r.Left = 1, 2, 1, 1 // one left behind that maxResults leaves out
	r.Add(finding.Finding{Severity: finding.Info, Code: outcome.LeftBehind, Reason: "match"})
	r.Add(finding.Finding{Severity: finding.Info, Code: outcome.Rewritten, Field: finding.Field{Path: "spec.image", Current: "a"}})
	r.Add(finding.Finding{Severity: finding.Info, Code: outcome.ImagesAdded, Field: finding.Field{Path: "spec.images"}})
	r.Add(finding.Finding{Severity: finding.Info, Code: outcome.MarkerWritten, Field: finding.Field{Path: "spec.image", Proposed: "# c"}})
	rest := r.Without(func(*finding.Finding) bool { return true })
	if rest.Failed() || rest.Rewritten != 0 || rest.Marked != 0 || rest.Left != 1 {
		t.Errorf("%+v", rest)
	}
}
