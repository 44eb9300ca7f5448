package rewrite_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	gocmp "github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

// TestEmbeddedAsADocument: each document of the golden cases becomes the same in a string
// as by itself: in a literal block and in double quotes, also with escapes that few write.
func TestEmbeddedAsADocument(t *testing.T) {
	for _, more := range []string{
		"rewrite: {embedded: true}",
		"rewrite: {embedded: true, args: true, ociURLs: true, anyField: true}",
		"rewrite: {embedded: true, digests: Drop, pullSecrets: Remove}",
		"rewrite: {embedded: true, direction: Restore}",
		"rewrite: {embedded: true}\n  upstreams: [{registry: ghcr.io}, {registry: docker.io}, {registry: quay.io}]",
	} {
		c := parse(t, more)
		r := fromConfig(t, c)
		compared := 0
		for _, gold := range golden.Cases(t, "../../testdata") {
			for _, doc := range documents(t, gold.Read(t, "input.yaml")) {
				want, ok := alone(t, r, doc)
				if !ok {
					continue
				}
				for name, wrapped := range map[string]string{
					"literal": "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    " + strings.ReplaceAll(strings.TrimSuffix(doc, "\n"), "\n", "\n    ") + "\n  b: c\n",
					"escaped": "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: \"" + strings.NewReplacer(`\`, `\\`, `"`, `\x22`, "\n", `\n`, "m", `\u006D`).Replace(doc) + "\"\n  b: c\n",
					"quoted":  "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: \"" + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(doc) + "\"\n  b: c\n",
				} {
					if stringIn(wrapped) != doc {
						continue // the text cannot be written so
					}
					after, _ := together(t, r, []string{wrapped})
					compared++
					if diff := gocmp.Diff(want, stringIn(after[0])); diff != "" {
						t.Errorf("%s: %s, %s: -document +string\n%s\nin\n%s", gold.Name, more, name, diff, after[0])
					}
				}
			}
		}
		if compared < 300 {
			t.Errorf("%s: only %d documents", more, compared)
		}
	}
}

// TestEmbeddedAndFixed: of a string that goes on over several lines, which cannot be edited, everything is said
// that is said of the same string on one line, and every image and pull secret that would change stays, with why.
func TestEmbeddedAndFixed(t *testing.T) {
	// What a run says only of what it changes.
	ofChanges := map[finding.Code]bool{
		outcome.Rewritten: true, outcome.Irreplaceable: true, outcome.PullSecretRemoved: true, outcome.PullSecretKept: true,
		outcome.DigestPull: true, outcome.MovingTag: true, outcome.SharedAnchor: true, outcome.OCISource: true, outcome.SecretUnused: true, outcome.FluxMarker: true,
	}
	r := fromConfig(t, parse(t, "rewrite: {embedded: true, args: true, pullSecrets: Remove}"))
	stayed := 0
	for _, gold := range golden.Cases(t, "../../testdata") {
		for _, doc := range documents(t, gold.Read(t, "input.yaml")) {
			quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(doc)
			one := "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: \"" + quoted + "\"\n  b: c\n"
			several := "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: \"\\\n    " + quoted + "\"\n  b: c\n"
			if stringIn(one) != doc || stringIn(several) != doc {
				continue
			}
			_, edited := together(t, r, []string{one})
			after, fixed := together(t, r, []string{several})
			if after[0] != several {
				t.Errorf("%s: changed to\n%s", gold.Name, after[0])
			}
			said, changes := map[string]bool{}, 0
			for _, f := range fixed.Findings {
				if said[string(f.Code)+f.Field.Path] = true; f.Code == outcome.Irreplaceable {
					changes++
				}
			}
			for _, f := range edited.Findings {
				if f.Code == outcome.Rewritten && !said[string(outcome.Irreplaceable)+f.Field.Path] || !ofChanges[f.Code] && !said[string(f.Code)+f.Field.Path] {
					t.Errorf("%s: %s %s is not said of\n%s", gold.Name, f.Code, f.Field.Path, several)
				}
			}
			stayed += changes
		}
	}
	if stayed < 300 {
		t.Errorf("only %d images and pull secrets stayed", stayed)
	}
}

// documents are those of a text that a string can hold: with a kind, and no List, whose
// objects may say where they came from.
func documents(t *testing.T, text string) (docs []string) {
	t.Helper()
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		return nil
	}
	for i := range items {
		doc := strings.TrimPrefix(string(items[i].Raw()), "---\n")
		if root, err := items[i].Parse(); err == nil && root.Text("kind") != "" && strings.HasSuffix(doc, "\n") && !strings.ContainsAny(doc, "\t\r") {
			docs = append(docs, doc)
		}
	}
	return docs
}

// alone rewrites one document by itself.
func alone(t *testing.T, r *rewrite.Rewriter, doc string) (string, bool) {
	t.Helper()
	items, err := yamlbytes.SplitStream([]byte(doc))
	if err != nil {
		return "", false
	}
	edits, _, err := r.Items("", items)
	return string(yamlbytes.Splice([]byte(doc), edits)), err == nil
}

// stringIn is the string a of a ConfigMap, read by a YAML library.
func stringIn(text string) string {
	var m struct{ Data struct{ A, B string } }
	if err := yaml.Unmarshal([]byte(text), &m); err != nil || m.Data.B != "c" {
		return ""
	}
	return m.Data.A
}

// TestClusterResourceSets: the texts of a ConfigMap that a ClusterResourceSet applies are
// objects, and move without an option; those of any other ConfigMap stay, and a check fails.
func TestClusterResourceSets(t *testing.T) {
	const set = "apiVersion: addons.cluster.x-k8s.io/v1beta1\nkind: ClusterResourceSet\nmetadata: {name: cni, namespace: fleet}\nspec: {resources: [{kind: ConfigMap, name: cni}, {kind: Secret, name: other}]}\n"
	const texts = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cni, namespace: fleet}\ndata:\n  cni.yaml: |\n    apiVersion: v1\n    kind: Pod\n    metadata: {name: cni}\n    spec: {containers: [{name: cni, image: 'ghcr.io/amerintlxperts/cni:v1'}]}\n"
	moved := strings.Replace(texts, "ghcr.io", "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr", 1)
	for _, test := range []struct{ set, want string }{
		{set, moved},
		{strings.Replace(set, "name: cni}, {", "name: other}, {", 1), texts},
		{strings.Replace(set, "namespace: fleet", "namespace: other", 1), texts},
		{strings.Replace(set, "kind: ConfigMap", "kind: Secret", 1), texts},
	} {
		for _, first := range []bool{true, false} {
			sources, at := []rewrite.Source{source(t, "a.yaml", test.set), source(t, "b.yaml", texts)}, 1
			if !first {
				sources[0], sources[1], at = sources[1], sources[0], 0
			}
			outcomes, _ := rewriter(t, "").Sources(sources)
			if got := string(yamlbytes.Splice([]byte(texts), outcomes[at].Edits)); got != test.want {
				t.Errorf("%s, the set first %v: %s", test.set, first, got)
			}
		}
	}
	_, report := rewriter(t, "\n  rewrite: {mode: Check}").Sources([]rewrite.Source{source(t, "b.yaml", texts)})
	if !report.Failed() {
		t.Error("a check passes for a ConfigMap that nothing is known to apply")
	}
}
