package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/releases"
	"github.com/amerintlxperts/ecrcache/internal/verify"
)

// TestWarmLine: the counts that are 0 are left out, and nothing at all is said in words.
func TestWarmLine(t *testing.T) {
	for _, test := range []struct {
		name string
		of   WarmSummary
		want string
	}{
		{"nothing", WarmSummary{}, "no image"},
		{"one", WarmSummary{Pulled: 1}, "images pulled: 1"},
		{"all", WarmSummary{Pulled: 1, Cached: 2, Failed: 3, NotReached: 4, NotPullable: 5, Planned: 6, NotThroughTheCache: 7}, "images to be pulled unless they are in the cache: 6, pulled: 1, in the cache already: 2, failed: 3, not reached: 4, that cannot be pulled as they are written: 5, that do not go through the cache: 7"},
	} {
		if got := test.of.Line(); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestWarmSummary: each status has its count.
func TestWarmSummary(t *testing.T) {
	var images []live.Warmed
	for i, status := range []live.WarmStatus{live.Pulled, live.WasCached, live.Failed, live.NotReached, live.NotPullable, live.Planned} {
		images = append(images, slices.Repeat([]live.Warmed{{Status: status}}, i+1)...)
	}
	want := WarmSummary{Pulled: 1, Cached: 2, Failed: 3, NotReached: 4, NotPullable: 5, Planned: 6, NotThroughTheCache: 7}
	if got := NewWarmReport(&live.WarmReport{Images: images}, 7).Summary; got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestProgress: the bar is as full as the run is far, and the registry, which is the same in all, is
// left out.
func TestProgress(t *testing.T) {
	for _, test := range []struct {
		done, all, failed int
		last, want        string
	}{
		{0, 0, 0, "", "[########################] 0 of 0  "},
		{0, 2, 0, "", "[------------------------] 0 of 2  "},
		{1, 2, 0, "host/ghcr/a", "[############------------] 1 of 2  ghcr/a"},
		{2, 2, 1, "a", "[########################] 2 of 2, failed 1  a"},
	} {
		if got := Progress(test.done, test.all, test.failed, test.last); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

// TestVerificationLines: a name with line breaks begins no line of its own.
func TestVerificationLines(t *testing.T) {
	const name = "web\n  after     cached"
	v := &Verification{
		Builds: []Build{
			{Name: "HelmRelease " + name, Status: verify.Different, Differences: []Difference{{Kind: "Pod", Name: name, Field: name, Before: name, From: []Position{{File: name}}}}},
			{Name: name, Status: verify.Different, Message: name},
		},
		LateEntries: []LateEntry{{Severity: "error", Name: name, Message: name}},
	}
	if got := v.Text(); strings.Contains(got, "\n  after     cached") || strings.Count(got, "\n") != 7 {
		t.Errorf("%s", got)
	}
}

// TestLiveDetails: what is not ok is told with what to do; what the table has is not told again.
func TestLiveDetails(t *testing.T) {
	for _, test := range []struct {
		name string
		of   live.Finding
		want string
	}{
		{"ok", live.Finding{Status: live.OK, Has: "x"}, ""},
		{"nothing more to say", live.Finding{Status: live.Error, Message: "m"}, ""},
		{"an error", live.Finding{Status: live.Error, Check: "rule", Subject: "ghcr", Message: "m", Has: "a", Wants: "b", Do: "c", Command: "d"}, "\nerror: rule: ghcr: m\n  AWS has: a\n  wanted:  b\n  do:      c\n  run:     d\n"},
		{"line breaks in what AWS has", live.Finding{Status: live.Error, Check: "rule", Subject: "a\nb", Message: "m", Has: "a\n  run:     b"}, "\nerror: rule: a b: m\n  AWS has: a   run:     b\n"},
		{"a permission", live.Finding{Status: live.Unknown, Check: "rule", Subject: "ghcr", Message: "m", Needs: []string{"ecr:A", "ecr:B"}}, "\nunknown: rule: ghcr: m\n  needs:   ecr:A, ecr:B\n"},
	} {
		if got := NewLiveExamination(&live.Report{Findings: []live.Finding{test.of}}).Details(); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestReleases: the repositories of all releases are counted once each, and what goes into a
// configuration is sorted, once each, below the name of its file.
func TestReleases(t *testing.T) {
	l := NewReleases(&releases.Result{Releases: []releases.Release{
		{Name: "web", Namespace: "shop", Dir: "b", Images: []string{"ghcr.io/a/z", "ghcr.io/a/b"}},
		{Name: "web", Namespace: "shop", Dir: "b", Images: []string{"ghcr.io/a/b"}},
		{Name: "app", Namespace: "${NS}", Dir: "a", Images: []string{"ghcr.io/a/b"}, Missing: []string{"Secret x"}},
		{Name: "full", Dir: "a"},
		{Name: "lost", File: "lost.yaml", Dir: "a", Cause: "chart not known", Message: "why", Hint: "do it"},
	}}, func(dir string) string { return dir + "/ecrcache.yaml" })
	if want := (ReleaseSummary{Rendered: 4, NotRendered: 1, Repositories: 2}); l.Summary != want {
		t.Errorf("%+v, want %+v", l.Summary, want)
	}
	if got, want := l.Summarised(), "4 HelmReleases rendered, 1 not; 2 images that no value names"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := (&ReleaseList{Summary: ReleaseSummary{Rendered: 1, Repositories: 1}}).Summarised(), "1 HelmRelease rendered, 0 not; 1 image that no value names"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	var b strings.Builder
	if err := l.Write(&b); err != nil {
		t.Fatal(err)
	}
	want := "# a/ecrcache.yaml\nspec:\n  kustomize:\n    helmReleases: true\n    releases:\n    - images:\n      - ghcr.io/a/b\n      name: app\n" +
		"---\n# b/ecrcache.yaml\nspec:\n  kustomize:\n    helmReleases: true\n    releases:\n    - images:\n      - ghcr.io/a/b\n      - ghcr.io/a/z\n      name: web\n      namespace: shop\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	if got, want := l.Warnings(), []string{"1 not rendered, chart not known: lost.yaml: lost: why; do it", "1 rendered without some of their values, which are not in these files: ${NS}/app: Secret x"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if l.Complete() || !(&ReleaseList{}).Complete() {
		t.Error("complete, or nothing is not")
	}
}
