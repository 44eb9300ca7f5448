package main

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
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
func report() *outcome.Report {
	return &outcome.Report{Findings: []finding.Finding{
		{Code: outcome.Rewritten, Field: finding.Field{Current: "ghcr.io/amerintlxperts/app:v1", Proposed: cacheImage}},
		{Code: outcome.LeftBehind, Field: finding.Field{Current: "--from=ghcr.io/amerintlxperts/app"}},
	}}
}

// proposing is a report that tells of another value as if it were right.
func proposing(image string) *outcome.Report {
	r := report()
	r.Findings[0].Field.Proposed = image
	return r
}

// TestVerifyNamed: kustomize's name before the = may be put there, and no other.
func TestVerifyNamed(t *testing.T) {
	told := &outcome.Report{Findings: report().Findings[:1]}
	for after, want := range map[string]string{
		"ghcr.io/amerintlxperts/app=" + cacheImage: "",
		"ghcr.io/amerintlxperts=" + cacheImage:     "which no result tells",
		"other=" + cacheImage:                      "which no result tells",
		"ghcr.io/amerintlxperts/app=untold":        "which no result tells",
	} {
		err := verify([]byte("images: [ghcr.io/amerintlxperts/app:v1]\n"), []byte("images: ["+after+"]\n"), told, "ghcr.io", names(t))
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
		report      *outcome.Report
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
		{"a digest twice", strings.Replace(after, cacheImage, cacheImage+"@${D}@${D}", 1), proposing(cacheImage + "@${D}@${D}"), "which is not its name in the cache"},
		{"another tag", strings.Replace(after, cacheImage, strings.Replace(cacheImage, ":v1", ":v2", 1), 1), proposing(strings.Replace(cacheImage, ":v1", ":v2", 1)), "which is not its name in the cache"},
		{"an untold name", after, untold, "ghcr.io stands in 1 scalars, 0 were reported"},
	} {
		err := verify([]byte(before), []byte(test.after), test.report, "ghcr.io", names(t))
		if got := message(err); test.want == "" && got != "" || !strings.Contains(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// names are those of the smallest configuration.
func names(t *testing.T) *expected {
	t.Helper()
	c, err := load("")
	if err != nil {
		t.Fatal(err)
	}
	return newExpected(c)
}

// TestExpected: what a text may become, with several upstreams.
func TestExpected(t *testing.T) {
	const cache = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/"
	e := &expected{cache: cache, rules: []rule{
		{[]string{"ghcr.io"}, "org", "ours/", "", false},
		{[]string{"ghcr.io"}, "", "ghcr/", "", false},
		{[]string{"docker.io"}, "", "docker-hub/", "", true},
	}}
	for _, test := range []struct {
		was, is string
		right   bool
	}{
		{"ghcr.io/o/a:v1", cache + "ghcr/o/a:v1", true},
		{"ghcr.io/o/a@${D}", cache + "ghcr/o/a@${D}", true},
		{"ghcr.io/org/a", cache + "ours/org/a", true},
		{"GHCR.io/organ/a", cache + "ghcr/organ/a", true},
		{"nginx:1", cache + "docker-hub/library/nginx:1", true},
		{"docker.io/o/a", cache + "docker-hub/o/a", true},
		{"o/a", cache + "docker-hub/o/a", true},
		{"--image=o/a", "--image=" + cache + "docker-hub/o/a", true},
		{"oci://ghcr.io/o/a/", "oci://" + cache + "ghcr/o/a/", true},
		{"${R:-ghcr.io}/o/a", "${R:-" + cache + "ghcr}/o/a", true},
		{"${R:-docker.io}/nginx", "${R:-" + cache + "docker-hub/library}/nginx", true},
		{"a: ghcr.io/o/a\nb: ghcr.io/o/b\n", "a: " + cache + "ghcr/o/a\nb: " + cache + "ghcr/o/b\n", true},
		{"ghcr.io/o/a@${D}", cache + "ghcr/o/a@${D}@${D}", false},
		{"ghcr.io/o/a:v1", cache + "ghcr/o/a:v2", false},
		{"ghcr.io/o/a:v1", cache + "ghcr/o/a", false},
		{"ghcr.io/o/a", cache + "o/a", false},
		{"ghcr.io/org/a", cache + "ghcr/org/a", false},
		{"ghcr.io/o/a", cache + "ghcr/o/b", false},
		{"nginx:1", cache + "docker-hub/nginx:1", false},
		{"docker.io/o/a", cache + "docker-hub/library/o/a", false},
		{"fake.ghcr.io/o/a", "fake." + cache + "ghcr/o/a", true}, // a result has to tell of it
		{"ghcr.iox/o/a", cache + "ghcr/o/a", false},
	} {
		if got := e.moves(test.was, test.is); got != test.right {
			t.Errorf("%s to %s: %v, want %v", test.was, test.is, got, test.right)
		}
	}
}

// TestExpectedPrefix: an upstreamRepositoryPrefix bounds what moves, and is not in its name
// in the cache; an ECR registry is the same one by each of its hosts.
func TestExpectedPrefix(t *testing.T) {
	const cache = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/"
	const east = "210987654321.dkr.ecr.us-east-1.amazonaws.com/"
	c, err := load("../../testdata/upstream-prefix/fnconfig.yaml")
	if err != nil {
		t.Fatal(err)
	}
	e := newExpected(c)
	for _, test := range []struct {
		was, is string
		right   bool
	}{
		{"cgr.dev/example.com/a/b:v1", cache + "chainguard/a/b:v1", true},
		{"CGR.dev/example.com/a", cache + "chainguard/a", true},
		{"${R:-cgr.dev/example.com}/a", "${R:-" + cache + "chainguard}/a", true},
		{east + "platform/base/go", cache + "base/go", true},
		{"210987654321.dkr-ecr.us-east-1.on.aws/platform/base/go", cache + "base/go", true},
		{"cgr.dev/example.com/a", cache + "chainguard/example.com/a", false},
		{"cgr.dev/example.community/a", cache + "chainguard/munity/a", false},
		{"cgr.dev/chainguard/a", cache + "chainguard/a", false},
		{"cgr.dev/chainguard/a", cache + "chainguard/chainguard/a", false},
		{east + "platform/basement", cache + "base/ment", false},
		{"210987654321.dkr.ecr.us-west-2.amazonaws.com/platform/base/go", cache + "base/go", false},
	} {
		if got := e.moves(test.was, test.is); got != test.right {
			t.Errorf("%s to %s: %v, want %v", test.was, test.is, got, test.right)
		}
	}
	for text, want := range map[string]bool{
		"cgr.dev/example.com/a": true, "cgr.dev/example.com": false, "cgr.dev/chainguard/a": false,
		east + "platform/base/go": true, "210987654321.dkr-ecr.us-east-1.on.aws/platform/base/go": true, east + "platform/basement": false,
	} {
		if got := e.isUpstream(text); got != want {
			t.Errorf("%s is of an upstream: %v, want %v", text, got, want)
		}
	}
}

// TestPrefixInputs: no promise is broken with such upstreams either.
func TestPrefixInputs(t *testing.T) {
	var log strings.Builder
	const golden = "../../testdata/upstream-prefix"
	tally, err := count(&log, golden+"/fnconfig.yaml", []string{golden}, true)
	if err != nil {
		t.Fatal(err)
	}
	if tally.brokenFiles > 0 || tally.inObjects.rewritten == 0 {
		t.Errorf("%d promises broken, %d references rewritten:\n%s", tally.brokenFiles, tally.inObjects.rewritten, log.String())
	}
	p, err := countPulled(&log, golden+"/fnconfig.yaml", []string{golden}, true)
	if err != nil {
		t.Fatal(err)
	}
	moved := 0
	for _, o := range p.counts {
		moved += o.moved
	}
	if p.failed() || moved == 0 {
		t.Errorf("%d moved:\n%s", moved, log.String())
	}
}

// TestPairs: registry and repository are held to what they make together.
func TestPairs(t *testing.T) {
	const host = "123456789012.dkr.ecr.ca-central-1.amazonaws.com"
	for was, changes := range map[string]map[string]bool{
		"{registry: ghcr.io, repository: o/a, tag: v1}": {
			"{registry: " + host + ", repository: ghcr/o/a, tag: v1}": true,
			"{registry: " + host + "/ghcr, repository: o/a, tag: v1}": true,
			"{registry: " + host + ", repository: o/a, tag: v1}":      false,
			"{registry: " + host + ", repository: ghcr/o/a, tag: v2}": false,
			"{registry: " + host + ", repository: ghcr/o/b, tag: v1}": false,
		},
		"{name: ghcr.io/o/a, newTag: v1}": {
			"{name: ghcr.io/o/a, newName: " + host + "/ghcr/o/a, newTag: v1}": true,
			"{name: ghcr.io/o/a, newName: " + host + "/ghcr/o/b, newTag: v1}": false,
		},
	} {
		for is, right := range changes {
			told := &outcome.Report{Findings: []finding.Finding{{
				Code:  outcome.Rewritten,
				Field: finding.Field{Current: "ghcr.io/o/a:v1", Proposed: host + "/ghcr/o/a:v1"},
			}, {Code: outcome.LeftBehind, Field: finding.Field{Current: "ghcr.io/o/a"}}}}
			if err := verify([]byte("image: "+was), []byte("image: "+is), told, "ghcr.io", names(t)); (err == nil) != right {
				t.Errorf("%s to %s: %v", was, is, err)
			}
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
	if tally.brokenFiles > 0 || tally.inObjects.rewritten == 0 {
		t.Errorf("%d promises broken, %d references rewritten:\n%s", tally.brokenFiles, tally.inObjects.rewritten, log.String())
	}
}
