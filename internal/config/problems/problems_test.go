package problems_test

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// TestOneProblemAField: what is wrong below a field that has a problem, or with a field that
// is suppressed, is not said again; a neighbour's problem is.
func TestOneProblemAField(t *testing.T) {
	c := problems.New()
	c.SetLine("spec", 3)
	c.SetLine("spec.region", 9)
	c.Suppress("spec.project")
	for _, path := range []string{"spec.region", "spec.region", "spec.region.x", "spec.upstreams[0].registry", "spec.upstreams[0]", "spec.upstreams", "spec.project[1]", "", ""} {
		c.Add(path, finding.Finding{Message: path})
	}
	var got []string
	for _, f := range c.Sorted() {
		if f.Severity != finding.Error || f.Code != finding.Refused {
			t.Errorf("%v is no refusal", f)
		}
		got = append(got, f.Message)
	}
	want := []string{"", "", "spec.upstreams[0].registry", "spec.upstreams[0]", "spec.upstreams", "spec.region"}
	if len(got) != len(want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %q, want %q", got, want)
			break
		}
	}
	if !c.CoversPart("spec.upstreams") || c.CoversPart("spec.up") || c.Covers("spec.regions") {
		t.Error("paths are compared as texts, not by their parts")
	}
}

// TestKeyOf: the longest path around a field names its key.
func TestKeyOf(t *testing.T) {
	c := problems.New()
	c.NameKey("spec.upstreams[0].include", "data.include")
	c.NameKey("spec.upstreams", "data.upstreams")
	for path, want := range map[string][2]string{
		"spec.upstreams":               {"data.upstreams", ""},
		"spec.upstreams[1].prefix":     {"data.upstreams", "[1].prefix"},
		"spec.upstreams[0].include[2]": {"data.include", "[2]"},
		"spec.upstreamsX":              {"spec.upstreamsX", ""},
		"metadata.name":                {"metadata.name", ""},
	} {
		if name, part := c.KeyOf(path); name != want[0] || part != want[1] {
			t.Errorf("%s: %q %q, want %q", path, name, part, want)
		}
	}
}

// TestKey: a key that does not read as part of a path is quoted, without the token in it.
func TestKey(t *testing.T) {
	token := "gh" + "p_0123456789abcdefABCDEF0123456789abcd"
	for key, want := range map[string]string{
		"region": "spec.region", "a b": `spec["a b"]`, "example.com/a": `spec["example.com/a"]`, "": `spec[""]`, "a/" + token: `spec["a/(token not shown)"]`,
	} {
		if got := problems.Key("spec", key); got != want {
			t.Errorf("%q: %s, want %s", key, got, want)
		}
	}
	if got := problems.Element(problems.Key("", "spec"), 2); got != "spec[2]" {
		t.Errorf("got %s", got)
	}
}
