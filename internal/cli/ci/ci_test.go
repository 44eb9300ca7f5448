package ci

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/google/go-cmp/cmp"
)

// problems are a failing finding, the same once more in another line, a warning without a line,
// and an info, which no form has.
func problems() []Problem {
	one := finding.Finding{
		Severity: finding.Error, Code: "left-behind", Reason: "args", Line: 2, Message: "50%\nof it",
		File: finding.File{Path: "a b,c:d%.yaml"}, Resource: finding.Resource{Kind: "Pod", Name: "web"},
		Field: finding.Field{Path: "spec.args[0]", Current: "ghcr.io/a/b:v1"},
	}
	again, warning, info := one, one, one
	again.Line = 3
	warning.Line, warning.Severity, warning.Code, warning.Reason = 0, finding.Warning, "moving-tag", ""
	info.Severity = finding.Info
	fails := func(f *finding.Finding) bool { return f.Severity == finding.Error }
	text := func(string) []byte { return []byte("first: line\nimagé: \"ghcr.io/a/b:v1\" # é\nghcr.io/a/c\n") }
	return Problems([]finding.Finding{one, again, warning, info}, fails, text)
}

// TestGitHub: the escapes are those of GitHub's own toolkit: in a message %, carriage return and
// line feed; in a property the colon and the comma, too. Columns count characters, from 1.
func TestGitHub(t *testing.T) {
	var out bytes.Buffer
	if err := WriteGitHub(&out, problems()); err != nil {
		t.Fatal(err)
	}
	const want = "::error file=a b%2Cc%3Ad%25.yaml,line=2,col=9,endColumn=23,title=ecrcache left-behind/args::Pod web: spec.args[0]: ghcr.io/a/b:v1: 50%25 of it\n" +
		"::error file=a b%2Cc%3Ad%25.yaml,line=3,title=ecrcache left-behind/args::Pod web: spec.args[0]: ghcr.io/a/b:v1: 50%25 of it\n" +
		"::warning file=a b%2Cc%3Ad%25.yaml,title=ecrcache moving-tag::Pod web: spec.args[0]: ghcr.io/a/b:v1: 50%25 of it\n"
	if diff := cmp.Diff(want, strings.ReplaceAll(out.String(), "internal/cli/ci/", "")); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestGitLab: every issue has what GitLab requires, the severity is one that it knows, and no two
// have one fingerprint, though they differ in the line alone.
// TestHostileNames: a path or a name cannot give a command to a terminal, tell a token, or make a link in SARIF.
func TestHostileNames(t *testing.T) {
	token := "gh" + "p_" + strings.Repeat("Ab3", 12)
	p := problems()[:1]
	p[0].Path, p[0].Message = "a\x1b]0;x\a\u202e/"+token+"/b.yaml", "Pod [click](https://example.com)"
	for form, write := range map[string]func(io.Writer, []Problem) error{"GitHub": WriteGitHub, "GitLab": WriteGitLab, "SARIF": WriteSARIF} {
		var out bytes.Buffer
		if err := write(&out, p); err != nil {
			t.Fatal(err)
		}
		if text := out.String(); strings.ContainsAny(text, "\x1b\a\u202e") || strings.Contains(text, token) || form == "SARIF" && strings.Contains(text, "](") {
			t.Errorf("%s: %q", form, text)
		}
	}
}

func TestGitLab(t *testing.T) {
	var out bytes.Buffer
	if err := WriteGitLab(&out, problems()); err != nil {
		t.Fatal(err)
	}
	var issues []map[string]any
	if err := json.Unmarshal(out.Bytes(), &issues); err != nil || len(issues) != 3 {
		t.Fatalf("%v\n%s", err, &out)
	}
	prints := map[any]bool{}
	for i, issue := range issues {
		for _, name := range []string{"description", "check_name", "fingerprint", "severity"} {
			if text, _ := issue[name].(string); text == "" {
				t.Errorf("issue %d has no %s", i, name)
			}
		}
		prints[issue["fingerprint"]] = true
		location, _ := issue["location"].(map[string]any)
		lines, _ := location["lines"].(map[string]any)
		if line, _ := lines["begin"].(float64); line < 1 || location["path"] == "" {
			t.Errorf("issue %d is at %v", i, location)
		}
	}
	if len(prints) != 3 {
		t.Errorf("fingerprints %v", prints)
	}
	if issues[0]["severity"] != "major" || issues[2]["severity"] != "minor" {
		t.Errorf("severities %v and %v", issues[0]["severity"], issues[2]["severity"])
	}
}

// TestSARIF: a rule for each code, to which the results point, and URIs that are URIs. The log as
// a whole is held to the schema in test/e2e.
func TestSARIF(t *testing.T) {
	var out bytes.Buffer
	if err := WriteSARIF(&out, problems()); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal(out.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	rules, results := log.Runs[0].Tool.Driver.Rules, log.Runs[0].Results
	if len(rules) != 2 || len(results) != 3 {
		t.Fatalf("%d rules, %d results", len(rules), len(results))
	}
	for i, r := range results {
		if rules[r.RuleIndex].ID != r.RuleID || rules[r.RuleIndex].ShortDescription.Text == "" {
			t.Errorf("result %d of rule %s points to %+v", i, r.RuleID, rules[r.RuleIndex])
		}
		if uri := r.Locations[0].PhysicalLocation.ArtifactLocation.URI; !strings.HasSuffix(uri, "a%20b,c:d%25.yaml") {
			t.Errorf("result %d is in %s", i, uri)
		}
	}
	if region := results[0].Locations[0].PhysicalLocation.Region; region == nil || *region != (sarifRegion{2, 9, 23}) {
		t.Errorf("the region is %+v", region)
	}
	if region := results[2].Locations[0].PhysicalLocation.Region; region != nil {
		t.Errorf("a finding without a line has the region %+v", region)
	}
}

func TestFileURI(t *testing.T) {
	for file, want := range map[string]string{
		"apps/web.yaml": "apps/web.yaml", "a b/%.yaml": "a%20b/%25.yaml", "a:b.yaml": "./a:b.yaml",
		"/repo/web.yaml": "file:///repo/web.yaml", "C:/repo/web.yaml": "file:///C:/repo/web.yaml",
	} {
		if got := fileURI(file); got != want {
			t.Errorf("%s: got %s, want %s", file, got, want)
		}
	}
}
