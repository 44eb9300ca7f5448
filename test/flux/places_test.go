package flux

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/kustomize"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// cases are golden cases of the function whose objects hold images in all sorts of
// places.
var cases = []string{
	"args", "digests", "docker-hub", "env-values", "flux-helmrelease", "flux-kustomization",
	"operators-applications", "operators-databases", "operators-delivery", "operators-learning", "operators-nodes",
	"operators-observability", "operators-platform", "operators-streaming", "placeholders", "selection", "workloads",
}

// TestEveryPlace: what the program says the transformers reach, they reach, and
// nothing else: a reference is left by Flux's build exactly where it is told.
func TestEveryPlace(t *testing.T) {
	if covered, uncovered := everyPlace(t, false); covered < 20 || uncovered < 100 {
		t.Errorf("only %d places are covered and %d are not", covered, uncovered)
	}
}

// TestFieldSpecs: with field specs, the transformers reach most of the others, and the
// rest is told.
func TestFieldSpecs(t *testing.T) {
	if covered, uncovered := everyPlace(t, true); covered < 100 || uncovered < 10 {
		t.Errorf("only %d places are covered and %d are not", covered, uncovered)
	}
}

// everyPlace builds every case, and counts what is covered and what is not.
func everyPlace(t *testing.T, fieldSpecs bool) (covered, uncovered int) {
	t.Helper()
	for _, name := range cases {
		t.Run(name, func(t *testing.T) {
			root := write(t, map[string]string{
				"apps/kustomization.yaml":    "resources: [all.yaml]\n",
				"apps/all.yaml":              buildable(t, read(t, "../../testdata", name, "input.yaml")),
				"ecrcache.yaml":              configuration("upstreams: [{registry: ghcr.io}, {registry: docker.io}]\n  kustomize: {fieldSpecs: " + strconv.FormatBool(fieldSpecs) + "}"),
				"overlay/kustomization.yaml": "resources: [../apps]\ntransformers: [../transformers]\n",
			})
			before := places(t, root, build(t, root, "apps"))
			run(t, root, "", "ecrcache", "generate", "--images", "apps", "--out", ".")
			after := places(t, root, build(t, root, "overlay"))
			reached := reach(before, fieldSpecs)
			for at, place := range before {
				_, isLeft := after[at]
				if reached[at] {
					covered++
				} else {
					uncovered++
				}
				if isLeft == reached[at] {
					t.Errorf("%s: told as covered: %v, left: %v", &place, reached[at], isLeft)
				}
			}
		})
	}
	return covered, uncovered
}

// reach is what the program says is covered: all that it does not name in a warning,
// each place by itself, because a warning names only a few.
func reach(places map[string]plan.Place, fieldSpecs bool) map[string]bool {
	reached := map[string]bool{}
	for at, place := range places {
		_, left := kustomize.CoverWith([]plan.Place{place}, fieldSpecs)
		reached[at] = len(left) == 0
	}
	return reached
}

// buildable leaves out of a stream what kustomize refuses: objects without a name.
func buildable(t *testing.T, stream string) string {
	t.Helper()
	items, err := yamlbytes.SplitStream([]byte(stream))
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	var seen []string
	for i := range items {
		root, err := items[i].Parse()
		if err != nil || root == nil || root.Text("metadata", "name") == "" || root.Text("kind") == "List" {
			continue
		}
		id := root.Text("apiVersion") + root.Text("kind") + root.Text("metadata", "namespace") + root.Text("metadata", "name")
		if !slices.Contains(seen, id) {
			seen = append(seen, id)
			kept = append(kept, strings.TrimPrefix(string(items[i].Raw()), "---\n"))
		}
	}
	return strings.Join(kept, "\n---\n")
}

// places are the references to upstreams in a stream, that the function would move.
func places(t *testing.T, root, stream string) map[string]plan.Place {
	t.Helper()
	c, err := config.Parse([]byte(read(t, root, "ecrcache.yaml")))
	if err != nil {
		t.Fatal(err)
	}
	r, err := rewrite.New(c)
	if err != nil {
		t.Fatal(err)
	}
	items, err := yamlbytes.SplitStream([]byte(stream))
	if err != nil {
		t.Fatal(err)
	}
	all, _ := r.Inventory([]rewrite.Source{{Items: items}})
	found := map[string]plan.Place{}
	for _, i := range all {
		if i.Status != inventory.StatusCovered {
			continue
		}
		p := plan.Place{APIVersion: i.Resource.APIVersion, Kind: i.Resource.Kind, Namespace: i.Resource.Namespace, Name: i.Resource.Name, Field: i.Field, Reference: i.Reference, Alone: i.Alone}
		found[fmt.Sprint(p.APIVersion, " ", p.Kind, " ", p.Namespace, "/", p.Name, " ", p.Field)] = p
	}
	return found
}
