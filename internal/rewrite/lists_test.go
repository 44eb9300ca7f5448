package rewrite_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/google/go-cmp/cmp"
)

// pods is a List of what kubectl prints, with another List in it and an object without an
// image.
const pods = `{
    "apiVersion": "v1",
    "items": [
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a", "namespace": "shop"},
         "spec": {"containers": [{"name": "c", "image": "ghcr.io/amerintlxperts/a:v1"}, {"name": "d", "image": "nginx"}],
                  "volumes": [{"name": "v", "image": {"reference": "ghcr.io/amerintlxperts/data"}}]}},
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "none"}},
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "b", "annotations": {"ecrcache.amerintlxperts.github.io/ignore": "true"}},
         "spec": {"containers": [{"name": "c", "image": "ghcr.io/amerintlxperts/b:v1"}]}},
        {"apiVersion": "v1", "kind": "List", "items": [
            {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "j"},
             "spec": {"template": {"spec": {"initContainers": [{"name": "c", "image": "ghcr.io/amerintlxperts/j@sha256:a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"}]}}}}]},
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "d"},
         "spec": {"containers": [{"name": "c", "image": "ghcr.io/amerintlxperts/d:v1", "args": ["--sidecar=ghcr.io/amerintlxperts/e:v1"]}]}}
    ],
    "kind": "List",
    "metadata": {"resourceVersion": ""}
}
`

// TestListOneByOne: a check and an inventory say of a List in JSON, whose objects are read one
// after the other, what they say of the same text with a comment above, which the YAML
// parser reads as a whole.
func TestListOneByOne(t *testing.T) {
	for _, mode := range []string{"Check", "Write"} {
		c, err := config.Parse([]byte(smallest[:len(smallest)-2] + ", rewrite: {mode: " + mode + "}}\n"))
		if err != nil {
			t.Fatal(err)
		}
		for _, all := range []bool{false, true} {
			said := func(text string, lines int) (findings []finding.Finding, images []inventory.Image, counts [6]int) {
				r, err := rewrite.New(c)
				if err != nil {
					t.Fatal(err)
				}
				if all {
					r = r.All()
				}
				items, err := yamlbytes.SplitStream([]byte(text))
				if err != nil {
					t.Fatal(err)
				}
				_, report := r.Sources([]rewrite.Source{{Items: items}})
				for _, f := range report.Findings {
					f.Line = max(f.Line-lines, 0)
					findings = append(findings, f)
				}
				images, _ = r.Inventory([]rewrite.Source{{Items: items}})
				for i := range images {
					images[i].Line -= lines
				}
				return findings, images, [6]int{report.Items, report.Changed, report.Rewritten, report.Ignored, report.Left, report.Comments}
			}
			f, i, n := said(pods, 0)
			wantF, wantI, wantN := said("# from kubectl\n"+pods, 1)
			if len(wantI) < 5 || n[2] != 4 {
				t.Fatalf("mode %s, all %v: %d images, counts %v: the List says too little", mode, all, len(wantI), n)
			}
			if diff := cmp.Diff(wantF, f); diff != "" {
				t.Errorf("mode %s, all %v: findings, -whole +one by one\n%s", mode, all, diff)
			}
			if diff := cmp.Diff(wantI, i); diff != "" {
				t.Errorf("mode %s, all %v: images, -whole +one by one\n%s", mode, all, diff)
			}
			if n != wantN {
				t.Errorf("mode %s, all %v: counts %v, want %v", mode, all, n, wantN)
			}
		}
	}
}

// TestTwiceInList: a key that is twice in an object of a List is said of that object.
func TestTwiceInList(t *testing.T) {
	twice := strings.ReplaceAll(pods, `"metadata": {"name": "d"}`, `"metadata": {"name": "c"}, "metadata": {"name": "d"}`)
	_, report := run(t, smallest[:len(smallest)-2]+", rewrite: {mode: Check}}\n", "", twice)
	for i := range report.Findings {
		if f := &report.Findings[i]; f.Code == outcome.DuplicateKey && f.Resource.Name == "d" && f.Line == 13 {
			return
		}
	}
	t.Errorf("it is not said of the Pod d on line 13: %v", report.Findings)
}
