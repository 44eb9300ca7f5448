package causes

import (
	"fmt"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/google/go-cmp/cmp"
)

func at(file string, line int, code finding.Code, reason, value, message string) finding.Finding {
	return finding.Finding{
		Severity: finding.Warning, Code: code, Reason: reason, Message: message, Line: line,
		File: finding.File{Path: file}, Field: finding.Field{Path: "spec.image", Current: value},
	}
}

// TestLines: one cause is one line with the count and three places, of different files where
// there are some; errors and what changes what is deployed come first, whatever was found first.
func TestLines(t *testing.T) {
	digest := "ghcr.io/acme/web:v1@sha256:" + strings.Repeat("0123456789abcdef", 4)
	all := []finding.Finding{
		at("a.yaml", 1, "moving-tag", "", "", "latest moves"),
		at("a.yaml", 2, "left-behind", "unknown-field", digest, "not a known image field; a covers it"),
		at("a.yaml", 3, "left-behind", "unknown-field", "ghcr.io/acme/b", "not a known image field; b covers it"),
		at("b.yaml", 4, "left-behind", "unknown-field", "ghcr.io/acme/c", "not a known image field; c covers it"),
		at("c.yaml", 5, "left-behind", "unknown-field", "ghcr.io/acme/d", "not a known image field; d covers it"),
		at("a.yaml", 6, "left-behind", "short-name", "nginx", "a name without a registry"),
		at("a.yaml", 7, "left-behind", "short-name", "redis", "a name without a registry"),
		at("a.yaml", 8, "kustomize-name", "", "ghcr.io/acme/e", "the tag v1 is lost"),
		at("a.yaml", 9, "kustomize-name", "", "ghcr.io/acme/f", "the tag v2 is lost"),
		{Severity: finding.Info, Code: "rewritten", Message: "done"},
		{Severity: finding.Warning, Code: "moving-tag", Message: "3 references, which are listed here"},
		{Severity: finding.Warning, Code: "moving-tag", Message: "2 references, which are listed here"},
	}
	want := []string{
		"a.yaml:8: spec.image: ghcr.io/acme/e: the tag v1 is lost",
		"a.yaml:9: spec.image: ghcr.io/acme/f: the tag v2 is lost",
		"4 × not a known image field: a.yaml:2 (ghcr.io/acme/web:v1@sha256:0123456…), b.yaml:4 (ghcr.io/acme/c), c.yaml:5 (ghcr.io/acme/d), and 1 more; -v lists them, with what to do about each",
		"also 2 × short-name, 3 × moving-tag; -v lists them",
	}
	if diff := cmp.Diff(want, texts(Lines(all, "-v lists them"))); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	// Two causes are not fewer lines when the second one is only counted.
	want = []string{
		"2 × a name without a registry: a.yaml:6 (nginx), a.yaml:7 (redis)",
		"3 references, which are listed here",
	}
	if diff := cmp.Diff(want, texts(Lines([]finding.Finding{all[5], all[6], all[10]}, "-v lists them"))); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestManyErrors: an error is a line of its own, because each stops the run, but not a
// thousand of them. Where their messages differ from the beginning, the table of codes says
// what they have in common.
func TestManyErrors(t *testing.T) {
	var all []finding.Finding
	for i := range 11 {
		f := at("", 0, "kustomize-name", "", "", fmt.Sprintf("the tag v%d is lost", i))
		f.Severity, f.Resource = finding.Error, finding.Resource{Kind: "Deployment", Namespace: "shop", Name: fmt.Sprintf("web-%d", i)}
		all = append(all, f)
	}
	got := texts(Lines(all, "-v lists them"))
	const want = "11 × an entry of kustomize's `images` cannot go on finding its images, or does not find them since an earlier rewriting: Deployment shop/web-0 spec.image, Deployment shop/web-1 spec.image, Deployment shop/web-2 spec.image, and 8 more; -v lists them, with what to do about each"
	if len(got) != 1 || got[0] != want {
		t.Errorf("%q\nwant %q", got, want)
	}
	if got := Lines(all[:10], "-v lists them"); len(got) != 10 || got[9].Severity != finding.Error {
		t.Errorf("ten errors are %q", got)
	}
}

// TestErrorsDoNotWait: a warning that changes nothing in what is deployed may be counted, an error
// not, of whatever code it is.
func TestErrorsDoNotWait(t *testing.T) {
	var all []finding.Finding
	for _, code := range []finding.Code{"uncached", "marker-missing", "mended", "not-cached"} {
		f := at("a.yaml", 1, code, "", "", "not yet")
		f.Severity = finding.Error
		all = append(all, f)
	}
	if got := texts(Lines(all, "-v lists them")); len(got) != 4 {
		t.Errorf("%q", got)
	}
}

// TestFewMessages: of one code, findings that say different things are told apart, as long as these
// are few; those about the configuration are never like one another.
func TestFewMessages(t *testing.T) {
	all := []finding.Finding{
		at("a.yaml", 1, "duplicate-key", "", "", "the key a is twice"),
		at("a.yaml", 2, "duplicate-key", "", "", "the key b is twice"),
		at("b.yaml", 3, "duplicate-key", "", "", "the key a is twice"),
		{Severity: finding.Error, Code: "refused", Field: finding.Field{Path: "spec.region"}, Message: "missing"},
		{Severity: finding.Error, Code: "refused", Field: finding.Field{Path: "spec.accountID"}, Message: "missing"},
	}
	want := []string{"spec.region: missing", "spec.accountID: missing", "2 × the key a is twice: a.yaml:1, b.yaml:3", "a.yaml:2: spec.image: the key b is twice"}
	if diff := cmp.Diff(want, texts(Lines(all, "-v lists them"))); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	all = append(all, at("a.yaml", 4, "duplicate-key", "", "", "the key c is twice"), at("a.yaml", 5, "duplicate-key", "", "", "the key d is twice"))
	if got := texts(Lines(all, "-v lists them")); len(got) != 3 || !strings.HasPrefix(got[2], "5 × a map has a key twice: ") {
		t.Errorf("%q", got)
	}
}

// TestSecrets: a login in a value is not printed.
func TestSecrets(t *testing.T) {
	token := "gh" + "p_" + strings.Repeat("Ab3", 12)
	one := at("a.yaml", 1, "left-behind", "text", "docker login -p "+token, "text")
	for _, all := range [][]finding.Finding{{one}, {one, one}} {
		if got := texts(Lines(all, "-v lists them")); strings.Contains(strings.Join(got, ""), "Ab3") {
			t.Errorf("%q", got)
		}
	}
}

func texts(lines []Line) []string {
	var all []string
	for _, l := range lines {
		all = append(all, l.Text)
	}
	return all
}
