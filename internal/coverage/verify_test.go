package main

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/rewrite"
)

const before = `# ghcr.io is our registry
kind: Pod
spec:
  containers:
  - image: ghcr.io/amerintlxperts/app:v1 # ours
    args: [--from=ghcr.io/amerintlxperts/app]
`

const cacheImage = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/app:v1"

// report is what a run over before tells.
func report() *rewrite.Report {
	return &rewrite.Report{Findings: []rewrite.Finding{
		{Code: rewrite.Rewritten, Field: rewrite.Field{Current: "ghcr.io/amerintlxperts/app:v1", Proposed: cacheImage}},
		{Code: rewrite.LeftBehind, Field: rewrite.Field{Current: "--from=ghcr.io/amerintlxperts/app"}},
	}}
}

// TestVerifyNamed: kustomize's name before the = may be put there, and no other.
func TestVerifyNamed(t *testing.T) {
	told := &rewrite.Report{Findings: report().Findings[:1]}
	for after, want := range map[string]string{
		"ghcr.io/amerintlxperts/app=" + cacheImage: "",
		"ghcr.io/amerintlxperts=" + cacheImage:     "which no result tells",
		"other=" + cacheImage:                      "which no result tells",
		"ghcr.io/amerintlxperts/app=untold":        "which no result tells",
	} {
		err := verify([]byte("images: [ghcr.io/amerintlxperts/app:v1]\n"), []byte("images: ["+after+"]\n"), told, "ghcr.io")
		if got := message(err); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q", after, got, want)
		}
	}
}

// TestVerify: every broken promise is found.
func TestVerify(t *testing.T) {
	after := strings.Replace(before, "ghcr.io/amerintlxperts/app:v1", cacheImage, 1)
	untold := report()
	untold.Findings = untold.Findings[:1]
	for _, test := range []struct {
		name, after string
		report      *rewrite.Report
		want        string
	}{
		{"as it should be", after, report(), ""},
		{"a comment", strings.Replace(after, "# ours", "# mine", 1), report(), "a comment changed"},
		{"a comment above", strings.Replace(after, "# ghcr.io is", "# ECR is", 1), report(), "a comment changed"},
		{"another scalar", strings.Replace(after, "kind: Pod", "kind: Job", 1), report(), `"Pod" became "Job"`},
		{"quotes", strings.Replace(after, "kind: Pod", `kind: "Pod"`, 1), report(), "the structure changed"},
		{"a key", strings.Replace(after, "args:", "command:", 1), report(), `"args" became "command"`},
		{"an entry", after + "  hostNetwork: true\n", report(), "the structure changed"},
		{"a document", after + "---\nkind: Pod\n", report(), "the number of documents changed"},
		{"an untold name", after, untold, "ghcr.io stands in 1 scalars, 0 were reported"},
	} {
		err := verify([]byte(before), []byte(test.after), test.report, "ghcr.io")
		if got := message(err); test.want == "" && got != "" || !strings.Contains(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// TestGoldenInputs: no promise is broken over the inputs of the golden cases.
func TestGoldenInputs(t *testing.T) {
	var log strings.Builder
	tally, err := count(&log, "", []string{"../../testdata"}, true)
	if err != nil {
		t.Fatal(err)
	}
	if tally.brokenFiles > 0 || tally.objects.rewritten == 0 {
		t.Errorf("%d promises broken, %d references rewritten:\n%s", tally.brokenFiles, tally.objects.rewritten, log.String())
	}
}
