package config_test

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/fn"
	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/golden"
	"github.com/amerintlxperts/ecrcache/internal/schema"
	"sigs.k8s.io/yaml"
)

// unseen are the keys that change nothing by which a golden case could show them, and
// why.
var unseen = map[string]string{
	"spec.newRegion":                      "without it the Region is refused, as the case mistyped-region shows",
	"metadata.namespace":                  "it is read so that a document from a cluster is accepted, and says nothing about what is rewritten",
	"metadata.labels":                     "as metadata.namespace",
	"metadata.annotations":                "they are for those who run the function, such as config.kubernetes.io/function",
	"spec.flux.automation.sourceRef.kind": "GitRepository, the default, is the only kind that Flux updates",
}

// TestEveryKeyIsShown: every key of the schema is set in a golden case whose output is
// another one without it.
func TestEveryKeyIsShown(t *testing.T) {
	shown := map[string]bool{}
	for _, c := range golden.Cases(t, "../../testdata") {
		look(t, c.Read(t, "fnconfig.yaml"), c.Read(t, "input.yaml"), shown)
	}
	modules, err := filepath.Glob("../../generators/*/testdata/*/config.yaml")
	if err != nil || len(modules) < 6 {
		t.Fatalf("only %d golden cases of generators: %v", len(modules), err)
	}
	for _, module := range modules {
		text, err := os.ReadFile(module)
		if err != nil {
			t.Fatal(err)
		}
		look(t, string(text), "", shown)
	}
	for _, key := range keys(config.Schema(), "") {
		switch why, listed := unseen[key]; {
		case !shown[key] && !listed:
			t.Errorf("%s: no golden case sets it with an output that differs from the output without it", key)
		case shown[key] && listed:
			t.Errorf("%s: a golden case shows it, so it is not one that cannot be shown: %s", key, why)
		}
	}
	for key := range unseen {
		if !slices.Contains(keys(config.Schema(), ""), key) {
			t.Errorf("%s: the schema does not have it", key)
		}
	}
}

// keys are the paths of all fields; those of a list's elements are behind [].
func keys(s *schema.Schema, path string) []string {
	var all []string
	for _, p := range s.Properties {
		at, of := path+p.Key, p.Schema
		all = append(all, at)
		if of.Items != nil {
			at, of = at+"[]", of.Items
		}
		all = append(all, keys(of, at+".")...)
	}
	return all
}

// look notes the keys of a case without which its output is another one.
func look(t *testing.T, text, input string, shown map[string]bool) {
	t.Helper()
	var document map[string]any
	if err := yaml.Unmarshal([]byte(text), &document); err != nil || document["kind"] != "PullThroughCache" {
		return // one that is refused, or a ConfigMap
	}
	with := output(t, document, input)
	each(document, config.Schema(), "", func(key string, required bool, without func(func())) {
		if shown[key] {
			return
		}
		without(func() {
			out := output(t, document, input)
			shown[key] = out != with && (required || !strings.HasPrefix(out, refused))
		})
	})
}

// each calls a function for every key of a document, which leaves the key out while
// it calls another.
func each(value any, s *schema.Schema, path string, call func(key string, required bool, without func(func()))) {
	switch value := value.(type) {
	case []any:
		for _, element := range value {
			each(element, s.Items, path+"[]", call)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			of := s.Property(key)
			if of == nil {
				continue
			}
			at, kept := strings.TrimPrefix(path+"."+key, "."), value[key]
			required := slices.Contains(s.Required, key) || len(value) == s.MinProperties
			call(at, required, func(do func()) {
				delete(value, key)
				do()
				value[key] = kept
			})
			each(kept, of, at, call)
		}
	}
}

const refused = "refused: "

// output is everything that comes of a document and the objects of a case: what the function
// writes and tells, and the files that are generated.
func output(t *testing.T, document map[string]any, input string) string {
	t.Helper()
	text, err := yaml.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	read, err := config.Parse(text)
	if err != nil {
		return refused + err.Error()
	}
	var stdout, stderr bytes.Buffer
	fn.Run(bytes.NewReader(golden.List(input, string(text))), &stdout, &stderr)
	objects, results := golden.Documents(t, stdout.Bytes())
	out := objects + results + stderr.String()
	seen := []image.Reference{{Host: "ghcr.io", Repository: "amerintlxperts/my-app", Tag: "v1.2.3"}, {Host: "ghcr.io", Repository: "amerintlxperts/sidecar", Tag: "v1"}}
	files, problems := generators.Files(read, plan.Seen{Images: seen, Places: []plan.Place{{
		APIVersion: "postgresql.cnpg.io/v1", Kind: "Cluster", Name: "db", Field: "spec.imageName", Reference: "ghcr.io/amerintlxperts/my-app:v1.2.3", Alone: true,
	}}})
	for _, f := range files {
		out += f.Name + "\n" + f.Text
	}
	for _, p := range problems {
		out += p.Message + "\n"
	}
	return out
}
