package generators

import (
	"slices"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// TestWords: every target has a word, and those that make the cache share one.
func TestWords(t *testing.T) {
	words := Words()
	for i := range table {
		if !slices.Contains(words, table[i].word()) {
			t.Errorf("%s has no word", table[i].Name)
		}
	}
	if slices.Contains(words, "ack") || !slices.Contains(words, "infrastructure") || len(slices.Compact(slices.Sorted(slices.Values(words)))) != len(words) {
		t.Errorf("the words are %v", words)
	}
}

// TestMerge: parts with files of one name are refused in one folder, and have folders of
// their own otherwise. The list of a folder names its objects alone.
func TestMerge(t *testing.T) {
	parts := []Part{
		{Word: "infrastructure", Files: []object.File{{Name: "a.yaml"}, {Name: "README.md"}}, Objects: []string{"a.yaml"}},
		{Word: "admission", Files: []object.File{{Name: "a.yaml"}}, Objects: []string{"a.yaml"}},
		{Word: "renovate", Files: []object.File{{Name: "renovate.json"}}},
	}
	if files, problems := Merge(parts, "ghcr", Layout{}); files != nil || !plan.Failed(problems) || problems[0].Found != `"a.yaml"` {
		t.Errorf("flat: %v, %v", files, problems)
	}
	files, problems := Merge(parts, "ghcr", Layout{ByFolder: true, Kustomization: true})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	texts := map[string]string{}
	for _, f := range files {
		texts[f.Name] = f.Text
	}
	const head = "# Written by ecrcache generate from the configuration ghcr. Change that, not this file.\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n"
	for name, want := range map[string]string{
		"infrastructure/a.yaml": "", "infrastructure/README.md": "", "admission/a.yaml": "", "renovate/renovate.json": "",
		"kustomization.yaml":                head + "- infrastructure\n- admission\n",
		"infrastructure/kustomization.yaml": head + "- a.yaml\n", "admission/kustomization.yaml": head + "- a.yaml\n",
	} {
		if got, there := texts[name]; !there || got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if len(texts) != 7 {
		t.Errorf("%d files: %v", len(texts), texts)
	}
	files, _ = Merge(parts[1:2], "ghcr", Layout{ByFolder: true, Kustomization: true, Partial: true})
	if len(files) != 2 || files[1].Name != "admission/kustomization.yaml" {
		t.Errorf("one part: %v", files)
	}
}
