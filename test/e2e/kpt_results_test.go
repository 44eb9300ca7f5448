package e2e

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/images"
	"go.yaml.in/yaml/v3"
)

// kptResults is kpt's results.yaml, as far as the tests read it.
type kptResults struct {
	Items []struct {
		Results []struct {
			Message  string
			Severity string
			File     struct{ Path string }
			Field    struct {
				CurrentValue  string `yaml:"currentValue"`
				ProposedValue string `yaml:"proposedValue"`
			}
		}
	}
}

// tellsOfImages fails the test unless the results in the folder name, with its
// file, every image that was pulled from ghcr.io before, and what it is now.
func tellsOfImages(t *testing.T, folder string, before map[string]string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "results.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var all kptResults
	if err := yaml.Unmarshal(text, &all); err != nil || len(all.Items) != 1 {
		t.Fatalf("want the results of one function (%v), got:\n%s", err, text)
	}
	results := all.Items[0].Results
	if len(results) == 0 {
		t.Fatal("the function gave no result")
	}
	var told []string
	for _, r := range results {
		told = append(told, r.File.Path+" "+r.Field.CurrentValue+" "+r.Field.ProposedValue)
	}
	for _, want := range rewritten(t, before) {
		if !slices.Contains(told, want) {
			t.Errorf("no result says %s; there are:\n%s", want, strings.Join(told, "\n"))
		}
	}
	last := results[len(results)-1]
	if last.Severity != "info" || !strings.Contains(last.Message, "rewritten") {
		t.Errorf("the last result is no summary: %+v", last)
	}
}

// rewritten lists file, image and new image of every image of ghcr.io.
func rewritten(t *testing.T, before map[string]string) []string {
	t.Helper()
	var list []string
	for path, text := range before {
		if filepath.Ext(path) != ".yaml" {
			continue
		}
		all, err := images.Read([]byte(text))
		if err != nil {
			t.Fatal(path, err)
		}
		for _, i := range all {
			if i.FromGHCR() {
				list = append(list, path+" "+i.Reference+" "+registry+i.Reference[len("ghcr.io/"):])
			}
		}
	}
	if len(list) == 0 {
		t.Fatal("the package has no image of ghcr.io to begin with")
	}
	return list
}
