package origin

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/verify/target"
	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
	"github.com/google/go-cmp/cmp"
)

// TestReason: an image is left when something says why, about a file that the build
// reads, and otherwise it is not.
func TestReason(t *testing.T) {
	const name = "ghcr.io/o/app"
	left := func(file, reason, current, message string) finding.Finding {
		return finding.Finding{Code: outcome.LeftBehind, Reason: reason, Message: message, File: finding.File{Path: "/copy/" + file}, Field: finding.Field{Current: current}}
	}
	report := &outcome.Report{Findings: []finding.Finding{
		left("a/told.yaml", "unknown-field", "ghcr.io/o/app:v1", "not a known field"),
		left("a/values.yaml", "registry-name", "ghcr.io", "a registry's name alone"),
		left("a/longer.yaml", "unknown-field", "ghcr.io/o/app-two:v1", "not a known field"),
		left("a/name.yaml", "match", "ghcr.io/o/app", "kustomize finds the images to change by this name"),
		{Code: outcome.MovingTag, Message: "a tag that moves", File: finding.File{Path: "/copy/a/moving.yaml"}, Field: finding.Field{Current: "ghcr.io/o/app:latest"}},
	}}
	all := NewReported(&tree.Tree{Dir: "/copy"}, []string{"a"}, &batch.Batch{Skipped: []files.Skip{{Path: "/copy/a/template.yaml", Reason: "a template"}}}, report)
	chart, build := &target.Target{Kind: target.OfHelm}, &target.Target{Kind: target.OfKustomize}
	for _, test := range []struct {
		name   string
		files  []string
		from   string
		remote string
		target *target.Target
		want   string
	}{
		{"said", []string{"a/told.yaml"}, "a/told.yaml", "", build, "not a known field"},
		{"said of a file that the build does not read", []string{"a/other.yaml"}, "a/other.yaml", "", build, ""},
		{"said of a longer name", []string{"a/longer.yaml"}, "a/longer.yaml", "", build, ""},
		{"said of the name of an entry", []string{"a/name.yaml"}, "a/name.yaml", "", build, ""},
		{"said of something else", []string{"a/moving.yaml"}, "a/moving.yaml", "", build, ""},
		{"skipped", []string{"a/template.yaml"}, "a/template.yaml", "", build, "the file was skipped: a template"},
		{"outside of the paths", []string{"b/pod.yaml"}, "b/pod.yaml", "", build, "the file is outside of the paths that are rewritten"},
		{"beside the paths", []string{"ab/pod.yaml"}, "ab/pod.yaml", "", build, "the file is outside of the paths that are rewritten"},
		{"no manifest", []string{"a/images.env"}, "a/images.env", "", build, "the file is no manifest, and is not read"},
		{"from a remote base", []string{"a/pod.yaml"}, "", "https://example.com", build, "it comes from outside of the repository, from one of: https://example.com"},
		{"from a file beside a remote base", []string{"a/pod.yaml"}, "a/pod.yaml", "https://example.com", build, ""},
		{"from nowhere", []string{"a/pod.yaml"}, "", "", build, ""},
		{"put together by a chart", []string{"a/values.yaml"}, "", "", chart, "the chart puts the name together: ghcr.io: a registry's name alone"},
		{"put together by a chart, of which nothing is said", []string{"a/pod.yaml"}, "", "", chart, ""},
	} {
		in := target.Inputs{Files: test.files}
		if test.remote != "" {
			in.Remote = []string{test.remote}
		}
		var from []Position
		if test.from != "" {
			from = []Position{{test.from, 1}}
		}
		if got := all.Reason(in, from, name, test.target); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestReasonOfPlaceholder: a name without a registry is left in a base when every
// kustomization over it gives it another.
func TestReasonOfPlaceholder(t *testing.T) {
	report := &outcome.Report{Findings: []finding.Finding{{
		Code: outcome.LeftBehind, Reason: "placeholder", Message: "another name", File: finding.File{Path: "/copy/a/pod.yaml"}, Field: finding.Field{Current: "mysql:5"},
	}}}
	all := NewReported(&tree.Tree{Dir: "/copy"}, []string{"a"}, &batch.Batch{}, report)
	in, from := target.Inputs{Files: []string{"a/pod.yaml"}}, []Position{{"a/pod.yaml", 3}}
	for name, want := range map[string]string{"mysql": "another name", "mysql-exporter": ""} {
		if got := all.Reason(in, from, name, &target.Target{Kind: target.OfKustomize}); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestHoldsName: a name counts as a whole, and one without a slash where an image can be.
func TestHoldsName(t *testing.T) {
	for _, test := range []struct {
		text, name string
		want       bool
	}{
		{"image: ghcr.io/o/app:v1", "ghcr.io/o/app", true},
		{"ghcr.io/o/app", "ghcr.io/o/app", true},
		{"image: ghcr.io/o/app-two:v1, ghcr.io/o/app@sha256", "ghcr.io/o/app", true},
		{"image: ghcr.io/o/app-two:v1", "ghcr.io/o/app", false},
		{"image: ghcr.io/o/app/two", "ghcr.io/o/app", false},
		{"image: mirror/ghcr.io/o/app", "ghcr.io/o/app", false},
		{"image: mysql:8", "mysql", true},
		{"newName: mysql", "mysql", true},
		{"app: mysql", "mysql", false},
		{"x", "", false},
	} {
		if got := holdsName(test.text, test.name); got != test.want {
			t.Errorf("%q in %q: %t", test.name, test.text, got)
		}
	}
}

// TestLines: the lines that hold a whole name are found.
func TestLines(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"pod.yaml": "image: ghcr.io/o/a:v1\n# ghcr.io/o/ab\n", "kustomization.yaml": "images:\n- name: ghcr.io/o/a\n", "binary": "\x00ghcr.io/o/a",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	from := lines(&tree.Tree{Dir: dir}, []string{"pod.yaml", "kustomization.yaml", "binary", "gone"}, []string{"ghcr.io/o/a"})
	if diff := cmp.Diff([]Position{{"pod.yaml", 1}, {"kustomization.yaml", 2}}, from); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
