package config

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/google/go-cmp/cmp"
)

// TestNotYetReported: of what is found later, the errors that cannot follow from what is wrong
// already are named by the user's keys, without tokens.
func TestNotYetReported(t *testing.T) {
	r := Read([]byte(flat("upstreams: ghcr.io,quay.io\nscan: Never\ninclude: a/*")))
	if r.Err == nil {
		t.Fatal("accepted")
	}
	var later []finding.Finding
	for _, path := range []string{
		"spec.flux.scan",                 // refused
		"spec.flux",                      // one around it
		"spec.flux.scan[0].x",            // one in it
		"spec.flux.interval",             // beside it
		"spec.upstreams[0].include",      // refused
		"spec.upstreams[1].prefix",       // beside it
		"spec.infrastructure.lifecycle",  // a field without a key
		"spec.rewrite.fields[0].path[/]", // never given
	} {
		later = append(later, finding.Finding{Severity: finding.Error, Field: finding.Field{Path: path}, Message: "see " + planted})
	}
	later = append(later, finding.Finding{Severity: finding.Warning, Field: finding.Field{Path: "spec.region"}})
	var got []string
	for _, f := range r.NotYetReported(later) {
		if strings.Contains(f.String(), planted) {
			t.Errorf("a token comes back: %s", &f)
		}
		got = append(got, f.Field.Path)
	}
	want := []string{"spec.flux.interval", "data.upstreams: [1].prefix", "spec.infrastructure.lifecycle", "spec.rewrite.fields[0].path[/]"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
