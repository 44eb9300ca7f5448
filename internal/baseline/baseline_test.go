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

// TestForms: all fields of an entry are read, from YAML as from JSON with all of its escapes.
func TestForms(t *testing.T) {
	want := baseline.Key{Code: "c", Reason: "r", File: "a😀.yaml", Kind: "k", Namespace: "ns", Name: "7", Field: "f/f", Image: "i"}
	for name, entry := range map[string]string{
		"yaml": `- {code: c, reason: r, file: a😀.yaml, kind: k, namespace: ns, name: 7, field: f/f, image: i, count: 3}`,
		"json": `[{"code":"c","reason":"r","file":"a\ud83d\ude00.yaml","kind":"k","namespace":"ns","name":"7","field":"f\/f","image":"i","count":3}]`,
	} {
		text := "# A comment\napiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: Baseline\nfindings:\n" + entry + "\n"
		if name == "json" {
			text = `{"apiVersion":"ecrcache.amerintlxperts.github.io/v1alpha1","kind":"Baseline",` + "\n\n\n\n" + `"findings":` + entry + "}\n"
		}
		entries, err := baseline.ParseText([]byte(text))
		if err != nil || len(entries) != 1 || entries[0].Key != want || entries[0].Count != 3 || baseline.LineOf(&entries[0]) != 5 {
			t.Errorf("%s: %+v, %v", name, entries, err)
		}
	}
}

// TestRefused: the error says which file, where, what was found and what is accepted. It quotes no
// text of a file that is no baseline.
func TestRefused(t *testing.T) {
	const version = "ecrcache.amerintlxperts.github.io/v1alpha1"
	const head = "apiVersion: " + version + "\nkind: Baseline\n"
	const accepted = "; accepted: apiVersion \"" + version + "\" and kind \"Baseline\""
	const keys = "code, reason, file, kind, namespace, name, field, image, count"
	for _, c := range []struct{ text, want string }{
		{"", "found no document" + accepted},
		{"kind: Pod\n", `found apiVersion "" and kind "Pod"` + accepted},
		{"- s3cret\n", `found apiVersion "" and kind ""` + accepted},
		{"s3cret\n", `found apiVersion "" and kind ""` + accepted},
		{"s3cret: 1\ns3cret: 2\n", `found apiVersion "" and kind ""` + accepted},
		{"kind: " + strings.Repeat("x", 200) + "\n", `found apiVersion "" and kind "` + strings.Repeat("x", 120) + `"…` + accepted},
		{"password: *s3cret\n", "line 1: an alias refers to an anchor that is not there"},
		{"a: [\n", "line 1: did not find expected node content"},
		{head + "kind: Baseline\n", `line 3: the key "kind" is twice in one map, first at line 2`},
		{head + "---\na: 1\n", "line 3: a second document starts here, one was expected"},
		{head + "finding: []\n", `line 3: found the key "finding"; did you mean findings?`},
		{head + "other: []\n", `line 3: found the key "other"; accepted: apiVersion, kind, findings`},
		{head + "[a]: []\n", "line 3: found a key that is a list; accepted: apiVersion, kind, findings"},
		{head + "findings: s3cret\n", "line 3: findings: found a text; accepted: a list"},
		{head + "findings:\n- code: args\n- s3cret\n", "line 5: findings[1]: found a text; accepted: a map with the keys " + keys},
		{head + "findings:\n-\n", "line 4: findings[0]: found nothing; accepted: a map with the keys " + keys},
		{head + "findings:\n- cod: args\n", `line 4: findings[0]: found the key "cod"; did you mean code?`},
		{head + "findings:\n- x0: args\n", `line 4: findings[0]: found the key "x0"; accepted: ` + keys},
		{head + "findings:\n- code: [s3cret]\n", "line 4: findings[0].code: found a list; accepted: a text"},
		{head + "findings:\n- count: \"2\"\n", "line 4: findings[0].count: found a text; accepted: a whole number, which is not negative"},
		{head + "findings:\n- count: -2\n", "line 4: findings[0].count: found a number; accepted: a whole number, which is not negative"},
	} {
		path := filepath.Join(t.TempDir(), "known.yaml")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := baseline.Read(path, baseline.Scope{}); err == nil || err.Error() != path+": not a baseline: "+c.want {
			t.Errorf("%q: got  %v\nwant %s", c.text, err, c.want)
		}
	}
}

// TestHint: --update-baseline is the advice where no file is, and not where it could not write one
// either.
func TestHint(t *testing.T) {
	dir := t.TempDir()
	const hint = "; --update-baseline writes it"
	if _, err := baseline.Read(filepath.Join(dir, "none"), baseline.Scope{}); err == nil || !strings.HasSuffix(err.Error(), hint) {
		t.Errorf("no file: %v", err)
	}
	if _, err := baseline.Read(dir, baseline.Scope{}); err == nil || strings.Contains(err.Error(), hint) {
		t.Errorf("a directory: %v", err)
	}
	if err := os.Symlink("none", filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	if _, err := baseline.Read(filepath.Join(dir, "link"), baseline.Scope{}); err == nil || strings.Contains(err.Error(), hint) {
		t.Errorf("a link to no file: %v", err)
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
