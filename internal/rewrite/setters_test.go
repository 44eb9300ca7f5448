package rewrite_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/flux"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/google/go-cmp/cmp"
)

// marking is the smallest configuration that writes setter comments.
const marking = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: ghcr}
spec:
  accountID: "123456789012"
  region: ca-central-1
  rewrite: {DIRECTION}
  flux: {namespace: flux-system, markers: true, scan: SCAN}
`

const (
	whole = ` # {"$imagepolicy": "flux-system:ghcr.amerintlxperts.app"}`
	byTag = ` # {"$imagepolicy": "flux-system:ghcr.amerintlxperts.app:tag"}`
)

// settersTests are values of a HelmRelease: which comment stands where afterwards.
// CACHE is what Flux writes when it scans the cache, UP when it scans the upstream.
// A comment is right only where what Flux writes is what stands there.
var settersTests = []struct {
	name, direction, scan, before, after string
}{
	{"a whole reference upstream", "direction: Restore", "Upstream", "image: UP:v1.2.3", "image: UP:v1.2.3" + whole},
	{"restored", "direction: Restore", "Upstream", "image: CACHE:v1.2.3", "image: UP:v1.2.3" + whole},
	{"a whole reference to the cache, which is scanned", "", "Cache", "image: UP:v1.2.3", "image: CACHE:v1.2.3" + whole},
	{"cached before", "", "Cache", "image: CACHE:v1.2.3", "image: CACHE:v1.2.3" + whole},
	{"would undo the rewriting", "", "Upstream", "image: UP:v1.2.3", "image: CACHE:v1.2.3"},
	{"would rewrite", "direction: Restore", "Cache", "image: UP:v1.2.3", "image: UP:v1.2.3"},
	{"a tag beside, upstream scanned", "", "Upstream", "image:\n  repository: UP\n  tag: v1.2.3", "image:\n  repository: CACHE\n  tag: v1.2.3" + byTag},
	{"a tag beside, cache scanned", "", "Cache", "image:\n  repository: UP\n  tag: v1.2.3", "image:\n  repository: CACHE\n  tag: v1.2.3" + byTag},
	{"a tag beside, upstream kept", "direction: Restore", "Upstream", "image:\n  repository: UP\n  tag: v1.2.3", "image:\n  repository: UP\n  tag: v1.2.3" + byTag},
	{"registry and repository", "", "Upstream", "image:\n  registry: ghcr.io\n  repository: amerintlxperts/app\n  tag: v1.2.3", "image:\n  registry: HOST/ghcr\n  repository: amerintlxperts/app\n  tag: v1.2.3" + byTag},
	{"a chart's own tag", "", "Upstream", "image:\n  repository: UP\nother: UP:v1.2.3", "image:\n  repository: CACHE\nother: UP:v1.2.3"},
	{"the user's own comment", "", "Upstream", "image:\n  repository: UP\n  tag: v1.2.3 # {\"$imagepolicy\": \"a:b:tag\"}", "image:\n  repository: CACHE\n  tag: v1.2.3 # {\"$imagepolicy\": \"a:b:tag\"}"},
	{"a digest beside", "", "Upstream", "image:\n  repository: UP\n  tag: v1.2.3\n  digest: DIGEST", "image:\n  repository: CACHE\n  tag: v1.2.3\n  digest: DIGEST"},
	{"a digest in the tag", "", "Upstream", "image:\n  repository: UP\n  tag: v1.2.3@DIGEST", "image:\n  repository: CACHE\n  tag: v1.2.3@DIGEST"},
	{"a digest behind", "", "Cache", "image: UP:v1.2.3@DIGEST", "image: CACHE:v1.2.3@DIGEST"},
	{"latest, beside a version", "direction: Restore", "Upstream", "image: UP:v1.2.3\nother:\n  image: UP:latest", "image: UP:v1.2.3" + whole + "\nother:\n  image: UP:latest"},
	{"latest in a field of its own", "", "Upstream", "image:\n  repository: UP\n  tag: v1.2.3\nother:\n  image:\n    repository: UP\n    tag: latest", "image:\n  repository: CACHE\n  tag: v1.2.3" + byTag + "\nother:\n  image:\n    repository: CACHE\n    tag: latest"},
	{"a placeholder, beside a version", "direction: Restore", "Upstream", "image: UP:v1.2.3\nother:\n  image: UP:${TAG}", "image: UP:v1.2.3" + whole + "\nother:\n  image: UP:${TAG}"},
	{"no tag, beside a version", "direction: Restore", "Upstream", "image: UP:v1.2.3\nother:\n  image: UP", "image: UP:v1.2.3" + whole + "\nother:\n  image: UP"},
	{"a tag shared by an anchor", "", "Upstream", "image:\n  repository: UP\n  tag: &tag v1.2.3\nother:\n  image:\n    repository: UP\n    tag: *tag", "image:\n  repository: CACHE\n  tag: &tag v1.2.3" + byTag + "\nother:\n  image:\n    repository: CACHE\n    tag: *tag"},
	{"a tag shared with another image", "", "Upstream", "image:\n  repository: UP\n  tag: &tag v1.2.3\nother:\n  image:\n    repository: UP-worker\n    tag: *tag", "image:\n  repository: CACHE\n  tag: &tag v1.2.3" + byTag + "\nother:\n  image:\n    repository: CACHE-worker\n    tag: *tag"},
	{"no policy", "", "Cache", "image: UP:49c1b6c", "image: CACHE:49c1b6c"},
}

func TestSetters(t *testing.T) {
	for _, test := range settersTests {
		configuration := strings.NewReplacer("DIRECTION", test.direction, "SCAN", test.scan).Replace(marking)
		got, _ := marked(t, configuration, "release.yaml", release(test.before))
		if diff := cmp.Diff(release(test.after), got); diff != "" {
			t.Errorf("%s: -want +got\n%s", test.name, diff)
		}
		if again, _ := marked(t, configuration, "release.yaml", got); again != got {
			t.Errorf("%s: a second run gives\n%s", test.name, again)
		}
		if stream, _ := marked(t, configuration, "", release(test.before)); strings.Contains(strings.ReplaceAll(stream, `"a:b:tag"`, ""), "flux-system:") {
			t.Errorf("%s: a comment in what goes back to no file:\n%s", test.name, stream)
		}
	}
}

// TestSettersAlone: but for the comments, a run with markers writes what a run
// without them writes.
func TestSettersAlone(t *testing.T) {
	comment := regexp.MustCompile(` # \{"\$imagepolicy": "flux-system:ghcr[^\n]*`)
	for _, test := range settersTests {
		configuration := strings.NewReplacer("DIRECTION", test.direction, "SCAN", test.scan).Replace(marking)
		with, _ := marked(t, configuration, "release.yaml", release(test.before))
		without, _ := marked(t, strings.Replace(configuration, "markers: true", "markers: false", 1), "release.yaml", release(test.before))
		if diff := cmp.Diff(without, comment.ReplaceAllString(with, "")); diff != "" {
			t.Errorf("%s: -without +with\n%s", test.name, diff)
		}
	}
}

// TestSettersTold: a reference that gets no comment is told with the reason.
func TestSettersTold(t *testing.T) {
	for before, says := range map[string]string{
		"image: UP:v1.2.3": "Flux would write the upstream's name over the cache's",
		"image: CACHE:v1.2.3 # {\"$imagepolicy\": \"flux-system:ghcr.amerintlxperts.app\"}": "Flux would write the upstream's name over the cache's",
		"image: UP:v1.2.3@DIGEST":                                             "Flux would drop the digest",
		"image: >-\n  UP:v1.2.3":                                              "Flux would write the upstream's name over the cache's",
		"image: {repository: UP, tag: v1.2.3}":                                "in a collection in brackets",
		"image:\n  repository: UP\n  tag: v1.2.3\nother:\n  image: UP:latest": "the policy takes no tag like this one",
		"image:\n  repository: UP\n  tag: &tag v1.2.3\nother:\n  image:\n    repository: UP-worker\n    tag: *tag": "an anchor shares the value",
		"image:\n  repository: UP\n  tag: v1.2.3\ntext: |\n  image: UP:v1.2.3\n  other: x":                         "Flux sees no comment in a text",
	} {
		configuration := strings.NewReplacer("DIRECTION", "embedded: true", "SCAN", "Upstream").Replace(marking)
		_, report := marked(t, configuration, "release.yaml", release(before))
		told := ""
		for _, f := range report.Findings {
			if f.Code == outcome.MarkerNotWritten {
				told += f.Message
			}
		}
		if !strings.Contains(told, says) {
			t.Errorf("%s: told %q, want %q", before, told, says)
		}
	}
}

// TestSettersOfOthers: of a comment that the user wrote, nothing is told; of the line
// below it, which has none, something is.
func TestSettersOfOthers(t *testing.T) {
	configuration := strings.NewReplacer("DIRECTION", "", "SCAN", "Upstream").Replace(marking)
	for _, image := range []string{"CACHE:v1.2.3", "CACHE:latest", "CACHE:v1.2.3@DIGEST"} {
		_, report := marked(t, configuration, "release.yaml", release("image: "+image+` # {"$imagepolicy": "a:b"}`+"\nother: {image: CACHE:v1.0.0}"))
		told := ""
		for _, f := range report.Findings {
			told += f.Message
		}
		if strings.Contains(told, "release.yaml:7)") || !strings.Contains(told, "release.yaml:8)") {
			t.Errorf("%s: told %s", image, told)
		}
	}
}

// TestSettersHarmless: where the cache is scanned, no comment for the whole reference or for its
// name undoes the rewriting, so nothing warns of one.
func TestSettersHarmless(t *testing.T) {
	for values, wantUpstream := range map[string]int{
		"image: UP:v1.2.3" + whole: 1,
		"image:\n  repository: UP" + strings.Replace(whole, `"}`, `:name"}`, 1) + "\n  tag: v1.2.3" + byTag: 1,
	} {
		for scan, want := range map[string]int{"Upstream": wantUpstream, "Cache": 0} {
			configuration := strings.NewReplacer("DIRECTION", "", "SCAN", scan).Replace(marking)
			_, report := marked(t, configuration, "release.yaml", release(values))
			warned := 0
			for _, f := range report.Findings {
				if f.Code == outcome.FluxMarker {
					warned++
				}
			}
			if warned != want {
				t.Errorf("%q, scan %s: %d warnings, want %d", values, scan, warned, want)
			}
		}
	}
}

// release is a HelmRelease with values.
func release(values string) string {
	values = strings.NewReplacer(
		"UP", "ghcr.io/amerintlxperts/app", "CACHE", cache+"/amerintlxperts/app", "HOST", strings.TrimSuffix(cache, "/ghcr"),
		"DIGEST", "sha256:"+strings.Repeat("0", 64), "\n", "\n    ",
	).Replace(values)
	return "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: app\nspec:\n  values:\n    " + values + "\n"
}

func marked(t *testing.T, configuration, path, text string) (string, *outcome.Report) {
	t.Helper()
	c, err := config.Parse([]byte(configuration))
	if err != nil {
		t.Fatal(err)
	}
	r, err := rewrite.New(c)
	if err != nil {
		t.Fatal(err)
	}
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	edits, report, err := r.WithPolicies(flux.Policies(c)).Items(path, items)
	if err != nil {
		t.Fatal(err)
	}
	return string(yamlbytes.Splice([]byte(text), edits)), report
}
