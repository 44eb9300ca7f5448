package rewrite_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/google/go-cmp/cmp"
)

// TestSourcesAreOneRun: what belongs together may stand in several files, in any
// order: the pull secret of a ServiceAccount goes once all its pods are known.
func TestSourcesAreOneRun(t *testing.T) {
	const (
		account   = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: shop}\nimagePullSecrets:\n- name: ghcr\n"
		pod       = "apiVersion: v1\nkind: Pod\nspec:\n  serviceAccountName: shop\n  containers:\n  - image: ghcr.io/amerintlxperts/shop:v1\n"
		bare      = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: shop}\n"
		rewritten = "apiVersion: v1\nkind: Pod\nspec:\n  serviceAccountName: shop\n  containers:\n  - image: " + cache + "/amerintlxperts/shop:v1\n"
		foreign   = "apiVersion: v1\nkind: Pod\nspec:\n  serviceAccountName: shop\n  containers:\n  - image: quay.io/amerintlxperts/shop:v1\n"
	)
	for _, test := range []struct{ before, after []string }{
		{[]string{account, pod}, []string{bare, rewritten}},
		{[]string{pod, account}, []string{rewritten, bare}},
		{[]string{account, pod, foreign}, []string{account, rewritten, foreign}},
		{[]string{account}, []string{account}},
	} {
		after, _ := together(t, rewriter(t, "\n  rewrite: {pullSecrets: Remove}"), test.before)
		if diff := cmp.Diff(test.after, after); diff != "" {
			t.Errorf("%v (-want +got):\n%s", test.before, diff)
		}
	}
}

// TestSourcesLeaveOutTheUnreadable: a source with one document that cannot be read
// counts as if it was not there; the others are rewritten.
func TestSourcesLeaveOutTheUnreadable(t *testing.T) {
	const pod = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: ghcr.io/amerintlxperts/shop:v1\n"
	broken := pod + "---\nimage: ghcr.io/amerintlxperts/shop:v1\n{{- end }}\n"
	items, err := yamlbytes.SplitStream([]byte(broken))
	if err != nil {
		t.Fatal(err)
	}
	good, err := yamlbytes.SplitStream([]byte(pod))
	if err != nil {
		t.Fatal(err)
	}
	outcomes, report := rewriter(t, "").Sources([]rewrite.Source{{Path: "broken.yaml", Items: items}, {Path: "pod.yaml", Items: good}})
	if outcomes[0].Err == nil || len(outcomes[0].Edits) > 0 || len(outcomes[1].Edits) != 1 {
		t.Errorf("%+v", outcomes)
	}
	if report.Rewritten != 1 || report.Items != 1 {
		t.Errorf("%+v", report)
	}
}

// TestNoSources: nothing in, nothing out.
func TestNoSources(t *testing.T) {
	if outcomes, report := rewriter(t, "").Sources(nil); len(outcomes) > 0 || report.Rewritten > 0 {
		t.Errorf("%v %v", outcomes, report)
	}
}

// TestLines: a finding tells the line of its value where that is a line of the
// file, and none for text inside a string or an item from another file.
func TestLines(t *testing.T) {
	_, report := together(t, rewriter(t, "\n  rewrite: {embedded: true}"), []string{
		"apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: ghcr.io/amerintlxperts/shop:v1\n" +
			"---\napiVersion: v1\nkind: ConfigMap\ndata:\n  pod: |\n    kind: Pod\n    spec: {containers: [{image: ghcr.io/amerintlxperts/shop:v1}]}\n" +
			"---\napiVersion: v1\nkind: Pod\nmetadata: {annotations: {config.kubernetes.io/path: other.yaml}}\nspec:\n  containers:\n  - image: ghcr.io/amerintlxperts/shop:v1\n",
	})
	var lines []int
	for _, f := range report.Findings {
		if f.Code == outcome.Rewritten {
			lines = append(lines, f.Line)
		}
	}
	if diff := cmp.Diff([]int{5, 0, 0}, lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

// TestOneDecision: Write, Check and the inventory agree on every golden case.
func TestOneDecision(t *testing.T) {
	for _, c := range golden.Cases(t, "../../testdata") {
		t.Run(c.Name, func(t *testing.T) {
			configuration, err := config.Parse([]byte(c.Read(t, "fnconfig.yaml")))
			if err != nil {
				return // the case is about a refused configuration
			}
			w := &configuration.Spec.Rewrite
			w.Direction, w.Mode = v1alpha1.DirectionRewrite, v1alpha1.ModeWrite
			input := c.Read(t, "input.yaml")
			r := fromConfig(t, configuration)
			after, written := together(t, r, []string{input})

			w.Mode = v1alpha1.ModeCheck
			unchanged, checked := together(t, fromConfig(t, configuration), []string{input})
			if unchanged[0] != input {
				t.Error("the check changed something")
			}
			open := left(written)
			if changes := after[0] != input; !written.Failed() && (changes || open) != checked.Failed() {
				t.Errorf("Write changes something: %t, leaves an image that may be an upstream's: %t; Check fails: %t", changes, open, checked.Failed())
			}

			items, err := yamlbytes.SplitStream([]byte(input))
			if err != nil {
				t.Fatal(err)
			}
			images, _ := r.Inventory([]rewrite.Source{{Items: items}})
			count := map[inventory.Status]int{}
			for _, img := range images {
				count[img.Status]++
			}
			scans := 0 // what Flux only looks at is no image of the cluster
			for _, f := range written.Findings {
				if f.Code == outcome.Rewritten && f.Resource.Kind == "ImageRepository" {
					scans++
				}
			}
			if count[inventory.StatusCovered] != written.Rewritten-scans || count[inventory.StatusCached] != written.Cached || count[inventory.StatusExcluded] != written.Excluded {
				t.Errorf("the inventory has %v; rewritten %d, cached %d, excluded %d", count, written.Rewritten, written.Cached, written.Excluded)
			}
		})
	}
}

// left reports whether an image field was left that names an upstream, because it
// cannot be known what the image is.
func left(report *outcome.Report) bool {
	return slices.ContainsFunc(report.Findings, func(f finding.Finding) bool {
		return f.Pulled || f.Code == outcome.Irreplaceable || f.Code == outcome.Placeholder || f.Code == outcome.Malformed && strings.Contains(f.Field.Current, "ghcr.io")
	})
}

// together runs a rewriter over several texts as one run.
func together(t *testing.T, r *rewrite.Rewriter, texts []string) ([]string, *outcome.Report) {
	t.Helper()
	sources := make([]rewrite.Source, len(texts))
	for i, text := range texts {
		items, err := yamlbytes.SplitStream([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		sources[i].Items = items
	}
	outcomes, report := r.Sources(sources)
	after := make([]string, len(texts))
	for i, o := range outcomes {
		if o.Err != nil {
			t.Fatal(o.Err)
		}
		after[i] = string(yamlbytes.Splice([]byte(texts[i]), o.Edits))
	}
	return after, report
}

// rewriter makes one of the smallest configuration with more in its spec.
func rewriter(t *testing.T, more string) *rewrite.Rewriter {
	t.Helper()
	c, err := config.Parse([]byte(strings.Replace(smallest, "spec: {accountID: \"123456789012\", region: ca-central-1}", "spec:\n  accountID: \"123456789012\"\n  region: ca-central-1"+more, 1)))
	if err != nil {
		t.Fatal(err)
	}
	return fromConfig(t, c)
}

func fromConfig(t *testing.T, c *v1alpha1.PullThroughCache) *rewrite.Rewriter {
	t.Helper()
	r, err := rewrite.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
