package rewrite_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/flux"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	gocmp "github.com/google/go-cmp/cmp"
)

// TestOrderDoesNotMatter: the items of each golden case, in any order, get the same edits
// and the same findings.
func TestOrderDoesNotMatter(t *testing.T) {
	for _, c := range golden.Cases(t, "../../testdata") {
		t.Run(c.Name, func(t *testing.T) {
			configuration, err := config.Parse([]byte(c.Read(t, "fnconfig.yaml")))
			if err != nil {
				return // the case is about a refused configuration
			}
			configuration.Spec.Rewrite.MaxResults = new(int) // which findings are left out is a matter of order
			sameInAnyOrder(t, configuration, c.Read(t, "input.yaml"), 5)
		})
	}
}

// sameInAnyOrder rewrites the items of a text in several orders. The items stay where they
// are in the text, so edits and lines can be compared.
func sameInAnyOrder(t *testing.T, c *v1alpha1.PullThroughCache, text string, orders int) {
	t.Helper()
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		return
	}
	want, err := resultOf(c, items)
	if err != nil || len(items) < 2 {
		return
	}
	random := rand.New(rand.NewPCG(1, uint64(len(text))))
	for n := range orders {
		order := random.Perm(len(items))
		if n == 0 {
			for i := range order {
				order[i] = len(items) - 1 - i // the other way round is the hardest
			}
		}
		shuffled := make([]yamlbytes.Item, len(items))
		for i, from := range order {
			shuffled[i] = items[from]
		}
		got, err := resultOf(c, shuffled)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Fatalf("order %v (-first +this):\n%s\nof\n%s", order, diff, text)
		}
	}
}

// A result is what a run makes of items, in an order that does not depend on theirs.
type result struct {
	Edits    []yamlbytes.Edit
	Findings []string
	Counts   string
}

func resultOf(c *v1alpha1.PullThroughCache, items []yamlbytes.Item) (*result, error) {
	r, err := rewrite.New(c)
	if err != nil {
		return nil, err
	}
	edits, report, err := r.WithPolicies(flux.Policies(c)).Items("all.yaml", items)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(edits, func(a, b yamlbytes.Edit) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), strings.Compare(a.Text, b.Text))
	})
	res := &result{Edits: edits, Counts: report.Summary()}
	left := 0
	for _, f := range report.Findings {
		if f.Left {
			left++
		}
		f.File.Index = 0 // the position among the items
		res.Findings = append(res.Findings, fmt.Sprintf("%+v", f))
	}
	slices.Sort(res.Findings)
	if left != report.Left { // what a baseline knows would be taken from the count wrongly
		return nil, fmt.Errorf("%d findings say that they are counted as left behind, and %d are", left, report.Left)
	}
	return res, nil
}

// TestEmbeddedInAnyOrder: what stands in strings counts like other documents, before and
// behind them.
func TestEmbeddedInAnyOrder(t *testing.T) {
	const (
		account  = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: shop}\nimagePullSecrets:\n- name: ghcr\n"
		pod      = "apiVersion: v1\nkind: Pod\nspec:\n  serviceAccountName: shop\n  containers:\n  - image: ghcr.io/amerintlxperts/shop:v1\n"
		foreign  = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: jobs}\ndata:\n  pod: |\n    apiVersion: v1\n    kind: Pod\n    spec:\n      serviceAccountName: shop\n      containers:\n      - image: quay.io/amerintlxperts/shop:v1\n      - image: ghcr.io/amerintlxperts/shop:v1\n"
		hostless = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: jobs}\ndata:\n  pod: |\n    apiVersion: v1\n    kind: Pod\n    spec: {serviceAccountName: shop, containers: [{image: \"registry.example.com/shop:v1\"}]}\n"
		folded   = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: jobs}\ndata:\n  pod: >\n    {apiVersion: v1, kind: Pod,\n    spec: {serviceAccountName: shop, containers: [{image: \"ghcr.io/amerintlxperts/shop:v1\"}]}}\n"
		other    = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: jobs}\ndata:\n  pod: |\n    apiVersion: v1\n    kind: Pod\n    metadata: {namespace: other}\n    spec:\n      serviceAccountName: shop\n      containers:\n      - image: quay.io/amerintlxperts/shop:v1\n      - image: ghcr.io/amerintlxperts/shop:v1\n"
	)
	c := parse(t, "rewrite: {embedded: true, pullSecrets: Remove, maxResults: 0}")
	for _, test := range []struct {
		name  string
		docs  []string
		keeps bool
	}{
		{"all through the cache", []string{account, pod}, false},
		{"a foreign image in a string", []string{account, pod, foreign}, true},
		{"without a host that is cached", []string{account, pod, hostless}, true},
		{"in a string that cannot be changed", []string{account, pod, folded}, true},
		{"of another namespace", []string{account, pod, other}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := strings.Join(test.docs, "---\n")
			sameInAnyOrder(t, c, text, 6)
			for _, docs := range [][]string{test.docs, reversed(test.docs)} {
				after, _ := together(t, fromConfig(t, c), []string{strings.Join(docs, "---\n")})
				if keeps := strings.Contains(after[0], "imagePullSecrets"); keeps != test.keeps {
					t.Errorf("the pull secrets stay: %v, want %v, in\n%s", keeps, test.keeps, after[0])
				}
			}
		})
	}
}

// TestKustomizeDoesNotLookIntoStrings: an image in a string is no image for kustomize, so
// the name of its entry is as good as before, wherever the string stands.
func TestKustomizeDoesNotLookIntoStrings(t *testing.T) {
	const (
		kustomization = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages:\n- name: ghcr.io/amerintlxperts/shop\n  newTag: v2\n"
		text          = "apiVersion: v1\nkind: ConfigMap\ndata:\n  pod: |\n    kind: Pod\n    spec: {containers: [{image: ghcr.io/amerintlxperts/shop:v1}]}\n"
		unrelated     = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: ghcr.io/amerintlxperts/other:v1\n"
	)
	for _, docs := range [][]string{{kustomization, text}, {text, kustomization}, {unrelated, kustomization, text}, {unrelated, text, kustomization}} {
		_, report := together(t, rewriter(t, "\n  rewrite: {embedded: true}"), []string{strings.Join(docs, "---\n")})
		for _, f := range report.Findings {
			if f.Code == "kustomize-name" {
				t.Errorf("%q: %s", docs, f.Message)
			}
		}
	}
}

// TestEmbeddedAnchors: an anchor that an image shares with another field is told of in a
// string as in a document.
func TestEmbeddedAnchors(t *testing.T) {
	const pod = "kind: Pod\nmetadata:\n  labels: {app: &image ghcr.io/amerintlxperts/shop}\nspec:\n  containers:\n  - image: *image\n"
	for _, text := range []string{
		pod,
		"kind: ConfigMap\napiVersion: v1\ndata:\n  pod: |\n    " + strings.ReplaceAll(pod, "\n", "\n    "),
		// One string in another.
		"kind: ConfigMap\napiVersion: v1\ndata:\n  pod: |\n    kind: ConfigMap\n    apiVersion: v1\n    data:\n      pod: |\n        " + strings.ReplaceAll(pod, "\n", "\n        "),
	} {
		_, report := together(t, rewriter(t, "\n  rewrite: {embedded: true}"), []string{text})
		n := 0
		for _, f := range report.Findings {
			if f.Code == outcome.SharedAnchor {
				n++
			}
		}
		if n != 1 || report.Rewritten != 1 {
			t.Errorf("%d warnings, %d rewritten, of\n%s", n, report.Rewritten, text)
		}
	}
}

// TestKustomizationWithHalfAType: kustomize takes a kustomization without a kind, without
// an apiVersion and without both.
func TestKustomizationWithHalfAType(t *testing.T) {
	const images = "images:\n- name: ghcr.io/amerintlxperts/shop\n  newTag: v2\n"
	for _, head := range []string{
		"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n",
		"kind: Kustomization\n",
		"apiVersion: kustomize.config.k8s.io/v1beta1\n",
		"kind: Component\n",
		"apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n",
	} {
		got, report := run(t, smallest, "app/kustomization.yaml", head+images)
		want := head + "images:\n- name: ghcr.io/amerintlxperts/shop\n  newName: " + cache + "/amerintlxperts/shop\n  newTag: v2\n"
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
		for _, f := range report.Findings {
			if strings.Contains(f.Message, "rewrite.fields") {
				t.Errorf("%q: offers %s", head, f.Message)
			}
		}
	}
}

func parse(t testing.TB, more string) *v1alpha1.PullThroughCache {
	t.Helper()
	c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec:\n  accountID: \"123456789012\"\n  region: ca-central-1\n  " + more + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func reversed(texts []string) []string {
	back := slices.Clone(texts)
	slices.Reverse(back)
	return back
}

// TestEmbeddedAccount: the pull secrets of a ServiceAccount in a string go with the last
// pod that is found, too.
func TestEmbeddedAccount(t *testing.T) {
	const (
		account = "apiVersion: v1\nkind: ConfigMap\ndata:\n  account: |\n    apiVersion: v1\n    kind: ServiceAccount\n    metadata: {name: shop}\n    imagePullSecrets:\n    - name: ghcr\n    secrets: []\n  b: c\n"
		pod     = "apiVersion: v1\nkind: Pod\nspec:\n  serviceAccountName: shop\n  containers:\n  - image: ghcr.io/amerintlxperts/shop:v1\n"
	)
	c := parse(t, "rewrite: {embedded: true, pullSecrets: Remove, maxResults: 0}")
	sameInAnyOrder(t, c, account+"---\n"+pod, 2)
	after, _ := together(t, fromConfig(t, c), []string{account, pod})
	if want := strings.Replace(account, "    imagePullSecrets:\n    - name: ghcr\n", "", 1); after[0] != want {
		t.Errorf("-want +got\n%s", gocmp.Diff(want, after[0]))
	}
}
