package rewrite_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/google/go-cmp/cmp"
)

// oneWay names the cases that Restore cannot bring back to the byte, and what of
// them the cache's form does not carry.
var oneWay = map[string]string{
	"digests-drop":              "a dropped digest",
	"placeholders-digests-drop": "a dropped digest",
	"docker-hub":                "how a Docker Hub reference was spelled",
	"flux-inferred":             "how a Docker Hub reference was spelled",
	"flux-scan-cache":           "how a Docker Hub reference was spelled",
	"spellings":                 "the case of the host, and escapes in quotes",
	"placeholders-flow":         "quotes that a placeholder needs in a flow collection",
	"oci-urls":                  "the secretRef that the cache does not need",
	"flux-adopted-cache":        "the secretRef that the cache does not need",
	"flux-check-existing":       "which ImageRepositories scanned the cache before",
	"pull-secrets":              "the pull secrets that were removed",
	"embedded-lines":            "the pull secrets that were removed",
	"short-names":               "that Docker Hub's names had no host",
	"kustomize-tree":            "how Docker Hub's images were spelled",
}

// TestRestoreBringsBackEveryByte rewrites every golden case and restores it.
func TestRestoreBringsBackEveryByte(t *testing.T) {
	for _, c := range golden.Cases(t, "../../testdata") {
		t.Run(c.Name, func(t *testing.T) {
			configuration, err := config.Parse([]byte(c.Read(t, "fnconfig.yaml")))
			if err != nil {
				return // the case is about a refused configuration
			}
			if configuration.Spec.Rewrite.Direction == v1alpha1.DirectionRestore {
				return // the case is the way back itself
			}
			input := c.Read(t, "input.yaml")
			rewritten := apply(t, configuration, input)
			configuration.Spec.Rewrite.Direction = v1alpha1.DirectionRestore
			restored := apply(t, configuration, rewritten)
			if oneWay[c.Name] != "" {
				return
			}
			if strings.Contains(input, ".dkr.ecr.") && !strings.Contains(rewritten, "ghcr.io") {
				return // the input went through the cache before
			}
			if diff := cmp.Diff(input, restored); diff != "" {
				t.Errorf("restored (-first +restored):\n%s", diff)
			}
		})
	}
}

func apply(t *testing.T, c *v1alpha1.PullThroughCache, text string) string {
	t.Helper()
	r, err := rewrite.New(c)
	if err != nil {
		t.Fatal(err)
	}
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	edits, _, err := r.KustomizedItems(items).Items("", items)
	if err != nil {
		t.Fatal(err)
	}
	return string(yamlbytes.Splice([]byte(text), edits))
}

// TestRestoreEntries: a newName that was added to an entry of kustomize's images is taken out again,
// beside aliases and comments too, each of which stays where it is.
func TestRestoreEntries(t *testing.T) {
	const head = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: ['https://github.com/o/r//d?ref=v1']\n"
	const cached = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/o/"
	const newName = "newName: " + cached
	for _, test := range []struct{ name, in, want string }{
		{
			"a tag that is an alias", "images:\n- name: ghcr.io/o/a\n  newTag: &tag v1\n- name: ghcr.io/o/b\n  newTag: *tag # b\n",
			"images:\n- name: ghcr.io/o/a\n  newTag: &tag v1\n  " + newName + "a\n- name: ghcr.io/o/b\n  newTag: *tag # b\n  " + newName + "b\n",
		},
		{
			"a tag that is an alias, in brackets", "images: [{name: ghcr.io/o/a, newTag: &tag v1}, {name: ghcr.io/o/b, newTag: *tag}]\n",
			"images: [{name: ghcr.io/o/a, newTag: &tag v1, " + newName + "a}, {name: ghcr.io/o/b, newTag: *tag, " + newName + "b}]\n",
		},
		{
			"an entry in brackets that gets a second one", "images: [\n  {name: ghcr.io/o/a, newTag: v1}, # one\n  {name: ghcr.io/o/b, newTag: v1}\n]\npatches:\n- patch: '[{op: add, path: /spec/containers/0/image, value: \"ghcr.io/o/a:v0\"}]'\n",
			"images: [\n  {name: " + cached + "a, newTag: v1}, {name: ghcr.io/o/a, newTag: v1, " + newName + "a}, # one\n  {name: ghcr.io/o/b, newTag: v1, " + newName + "b}\n]\npatches:\n- patch: '[{op: add, path: /spec/containers/0/image, value: \"" + cached + "a:v0\"}]'\n",
		},
		{"a comment behind the brackets", "images: [{name: ghcr.io/o/a, newTag: v1}] # one\n", "images: [{name: ghcr.io/o/a, newTag: v1, " + newName + "a}] # one\n"},
		{
			"comments between the brackets", "images: [ # one\n  {name: ghcr.io/o/a, # two\n   newTag: v1 # three\n  }, # four\n]\n",
			"images: [ # one\n  {name: ghcr.io/o/a, # two\n   newTag: v1, " + newName + "a # three\n  }, # four\n]\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec: {accountID: '123456789012', region: ca-central-1}\n"))
			if err != nil {
				t.Fatal(err)
			}
			rewritten := apply(t, c, head+test.in)
			if diff := cmp.Diff(head+test.want, rewritten); diff != "" {
				t.Errorf("rewritten (-want +got):\n%s", diff)
			}
			c.Spec.Rewrite.Direction = v1alpha1.DirectionRestore
			if diff := cmp.Diff(head+test.in, apply(t, c, rewritten)); diff != "" {
				t.Errorf("restored (-first +restored):\n%s", diff)
			}
		})
	}
}

// TestEscapedKustomization: a kustomization whose words are written by escapes is rewritten as one whose
// words are not.
func TestEscapedKustomization(t *testing.T) {
	const rest = "kind: Component\nresources: ['https://github.com/o/r//d?ref=v1']\nimages:\n- name: ghcr.io/o/b\n  digest: 'sha256:2222222222222222222222222222222222222222222222222222222222222222'\n"
	const plain, escaped = "apiVersion: kustomize.config.k8s.io/v1beta1\n" + rest, "apiVersion: \"ku\\x73tomize.config.k8s.io/v1beta1\"\n" + rest
	for _, rewriting := range []string{"{}", "{digests: Drop}"} {
		c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec: {accountID: '123456789012', region: ca-central-1, rewrite: " + rewriting + "}\n"))
		if err != nil {
			t.Fatal(err)
		}
		_, want, _ := strings.Cut(apply(t, c, plain), "\n")
		once := apply(t, c, escaped)
		if _, got, _ := strings.Cut(once, "\n"); got != want {
			t.Errorf("%s: -plain +escaped:\n%s", rewriting, cmp.Diff(want, got))
		}
		if twice := apply(t, c, once); twice != once {
			t.Errorf("%s: -once +twice:\n%s", rewriting, cmp.Diff(once, twice))
		}
	}
}
