package baseline_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/baseline"
	"github.com/amerintlxperts/ecrcache/internal/files/replace"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/google/go-cmp/cmp"
)

func found(file string, line int, name, field, value string) finding.Finding {
	return finding.Finding{
		Severity: finding.Error, Code: "left-behind", Reason: "args", Line: line, Message: "an argument",
		File: finding.File{Path: file}, Resource: finding.Resource{Kind: "Deployment", Namespace: "shop", Name: name},
		Field: finding.Field{Path: field, Current: value},
	}
}

// update writes a baseline of the findings and gives its text.
func update(t *testing.T, path string, scope baseline.Scope, all ...finding.Finding) string {
	t.Helper()
	b, err := baseline.ReadOrNew(path, scope)
	if err != nil {
		t.Fatal(err)
	}
	change, _, err := b.Update(all)
	if err != nil {
		t.Fatal(err)
	}
	if err := (&replace.Replacer{}).Replace(context.Background(), change); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// news are the lines of the findings that the baseline does not know, and the messages of its
// entries that are outdated.
func news(t *testing.T, path string, scope baseline.Scope, all ...finding.Finding) (lines []int, outdated []string) {
	t.Helper()
	b, err := baseline.Read(path, scope)
	if err != nil {
		t.Fatal(err)
	}
	m := b.Match()
	for i := range all {
		if !m.Knows(&all[i]) {
			lines = append(lines, all[i].Line)
		}
	}
	for _, f := range m.Outdated(finding.Warning) {
		outdated = append(outdated, f.Message)
	}
	return lines, outdated
}

// TestKnown: a finding is known wherever its line moved, and with another version of its image;
// not in another file, object or field, nor for another image, nor once more than before.
func TestKnown(t *testing.T) {
	dir := t.TempDir()
	scope := baseline.Scope{Paths: []string{dir}}
	a := filepath.Join(dir, "deploy", "a.yaml")
	for _, name := range []string{"known.yaml", "known.json"} {
		path := filepath.Join(dir, name)
		update(t, path, scope, found(a, 7, "web", "spec.args[0]", "ghcr.io/acme/web:v1"), found(a, 8, "web", "spec.args[1]", "ghcr.io/acme/*"))
		lines, outdated := news(t, path, scope,
			found(a, 107, "web", "spec.args[0]", "ghcr.io/acme/web:v2@sha256:"+strings.Repeat("0", 64)),
			found(a, 108, "web", "spec.args[1]", "ghcr.io/acme/*"),
			found(a, 1, "web", "spec.args[0]", "ghcr.io/acme/web:v1"), // twice now
			found(filepath.Join(dir, "a.yaml"), 2, "web", "spec.args[0]", "ghcr.io/acme/web:v1"),
			found(a, 3, "api", "spec.args[0]", "ghcr.io/acme/web:v1"),
			found(a, 4, "web", "spec.args[2]", "ghcr.io/acme/web:v1"),
			found(a, 5, "web", "spec.args[0]", "ghcr.io/acme/api:v1"),
			found(a, 6, "web", "spec.args[1]", "ghcr.io/other/*"),
		)
		if diff := cmp.Diff([]int{1, 2, 3, 4, 5, 6}, lines); diff != "" || outdated != nil {
			t.Errorf("%s: -want +got\n%s\noutdated: %q", name, diff, outdated)
		}
	}
}

// TestText: the file is sorted whatever was found first, its paths begin at its own directory,
// and a second update does not change it.
func TestText(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "ci", "known.yaml")
	if err := os.Mkdir(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	scope := baseline.Scope{Paths: []string{dir}}
	all := []finding.Finding{
		found(filepath.Join(dir, "b.yaml"), 1, "web", "spec.args[0]", "ghcr.io/acme/web:v1"),
		found(filepath.Join(dir, "a.yaml"), 2, "web", "spec.args[0]", "ghcr.io/acme/web:v1"),
		found(filepath.Join(dir, "a.yaml"), 3, "web", "spec.args[0]", "ghcr.io/acme/web:v1"),
	}
	const want = `# Findings that are known: ecrcache check --baseline fails only for others.
# ecrcache check --update-baseline writes this file, and removes what is not found any more.
apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
findings:
- code: left-behind
  count: 2
  field: spec.args[0]
  file: ../a.yaml
  image: ghcr.io/acme/web
  kind: Deployment
  name: web
  namespace: shop
  reason: args
- code: left-behind
  field: spec.args[0]
  file: ../b.yaml
  image: ghcr.io/acme/web
  kind: Deployment
  name: web
  namespace: shop
  reason: args
kind: Baseline
`
	if diff := cmp.Diff(want, update(t, path, scope, all...)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	slices.Reverse(all)
	t.Chdir(filepath.Dir(path)) // the paths do not depend on where the check is started
	for i := range all {
		all[i].File.Path = filepath.Join("..", filepath.Base(all[i].File.Path))
	}
	if diff := cmp.Diff(want, update(t, "known.yaml", baseline.Scope{Paths: []string{".."}}, all...)); diff != "" {
		t.Errorf("again: -want +got\n%s", diff)
	}
}

// TestOutdated: an entry of which nothing is found any more is named, and an update removes it.
// A check of another part of the repository, or without the option that finds it, says nothing
// about it and keeps it.
func TestOutdated(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "known.yaml")
	all := baseline.Scope{Paths: []string{dir}}
	a := filepath.Join(dir, "deploy", "a.yaml")
	other := found(a, 9, "web", "spec.image", "registry.example.com/web:v1")
	other.Code, other.Reason = "not-cached", ""
	update(t, path, all, found(a, 7, "web", "spec.args[0]", "ghcr.io/acme/web:v1"), found(a, 8, "web", "spec.args[0]", "ghcr.io/acme/web:v1"), other)
	part := baseline.Scope{Paths: []string{filepath.Join(dir, "deploy")}, NotChecked: []finding.Code{"not-cached"}}
	elsewhere := baseline.Scope{Paths: []string{filepath.Join(dir, "deploy-other")}}

	if _, outdated := news(t, path, elsewhere); outdated != nil {
		t.Errorf("elsewhere: %q", outdated)
	}
	if _, outdated := news(t, path, part, found(a, 1, "web", "spec.args[0]", "ghcr.io/acme/web:v1")); !slices.Equal(outdated, []string{"is found 1 of 2 times; --update-baseline corrects it"}) {
		t.Errorf("one of two: %q", outdated)
	}
	if _, outdated := news(t, path, part); !slices.Equal(outdated, []string{"is not found any more; --update-baseline removes it"}) {
		t.Errorf("none of two: %q", outdated)
	}
	if text := update(t, path, elsewhere); strings.Count(text, "- code:") != 2 {
		t.Errorf("an update elsewhere leaves\n%s", text)
	}
	if text := update(t, path, part); strings.Count(text, "- code:") != 1 || !strings.Contains(text, "code: not-cached") {
		t.Errorf("an update leaves\n%s", text)
	}
	if text := update(t, path, all); !strings.Contains(text, "\nfindings: []\n") {
		t.Errorf("an update of all leaves\n%s", text)
	}
}

// TestRefused: the error says which file, where, and what is accepted.
func TestRefused(t *testing.T) {
	const head = "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: Baseline\n"
	for text, want := range map[string]string{
		"":                                "not a baseline",
		"kind: Pod\n":                     "found apiVersion \"\" and kind \"Pod\"; accepted: ",
		"a: [\n":                          "yaml: line",
		head + "findings:\n- cod: args\n": "line 4: field cod not found",
	} {
		path := filepath.Join(t.TempDir(), "known.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := baseline.Read(path, baseline.Scope{}); err == nil || !strings.HasPrefix(err.Error(), path+": not a baseline: ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := baseline.Read(filepath.Join(t.TempDir(), "none"), baseline.Scope{}); err == nil || !strings.Contains(err.Error(), "--update-baseline writes it") {
		t.Errorf("no file: %v", err)
	}
}

// TestNoDirectory: where the working directory is not known, nothing can be said about what relative
// paths cover, and an update would keep entries that are not found any more.
func TestNoDirectory(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.Remove(dir); err != nil {
		t.Skip("the working directory cannot be removed here")
	}
	if _, err := baseline.ReadOrNew("known.yaml", baseline.Scope{Paths: []string{"deploy"}}); err == nil || !strings.Contains(err.Error(), "known.yaml: the working directory is not known: ") {
		t.Error(err)
	}
	other := t.TempDir()
	if _, err := baseline.ReadOrNew(filepath.Join(other, "known.yaml"), baseline.Scope{Paths: []string{other}}); err != nil {
		t.Error(err)
	}
}
