package chartvalues

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// TestKnownHasReleases: every row of the table has a release in test/charts/known, which
// is rendered by hand with the real chart, and which sets each of the row's names. A file
// there is of a row.
func TestKnownHasReleases(t *testing.T) {
	files, err := filepath.Glob("../../test/charts/known/*.yaml")
	if err != nil || len(files) != len(wellKnownCharts) {
		t.Errorf("%d releases for %d rows: %v", len(files), len(wellKnownCharts), err)
	}
	for i := range wellKnownCharts {
		row := &wellKnownCharts[i]
		text, err := os.ReadFile("../../test/charts/known/" + row.name + ".yaml")
		if err != nil {
			t.Error(err)
			continue
		}
		release, source, _ := strings.Cut(string(text), "\n---\n")
		root, refusals := yamlbytes.ParseDocument([]byte(release))
		from, more := yamlbytes.ParseDocument([]byte(source))
		if len(refusals)+len(more) > 0 {
			t.Fatal(refusals, more)
		}
		version, url := root.Text("spec", "chart", "spec", "version"), from.Text("spec", "url")
		if version == "" {
			version, url = from.Text("spec", "ref", "tag"), strings.TrimSuffix(url, "/"+row.name)
		}
		if Known(row.name, url, version) == nil {
			t.Errorf("%s %s of %s is not known", row.name, version, url)
		}
		for _, pattern := range row.whole {
			if !leads(root.At("spec", "values"), strings.Split(pattern, ".")) {
				t.Errorf("the release of %s does not set %s", row.name, pattern)
			}
		}
		if !strings.HasPrefix(row.source, "https://") {
			t.Errorf("%s has no source", row.name)
		}
	}
}

// leads reports whether keys lead to a text.
func leads(n *yamlbytes.Node, keys []string) bool {
	if len(keys) == 0 {
		return n.IsText()
	}
	for i := range n.Pairs {
		if p := n.Pairs[i]; (keys[0] == "*" || keys[0] == p.Key.Value) && leads(p.Value, keys[1:]) {
			return true
		}
	}
	return false
}

// TestKnown: a chart is known by its name, address and version, and only by all of them.
func TestKnown(t *testing.T) {
	const url = "https://charts.dexidp.io"
	for _, test := range []struct {
		name, from, version string
		want                bool
	}{
		{"dex", url, "0.24.0", true},
		{"dex", url + "/", "v0.24.1", true},
		{"dex", url, "~0.24.0", true},
		{"dex", url, "0.24.x", true},
		{"dex", url, "0.240.0", false},
		{"dex", url, "0.25.0", false},
		{"dex", url, ">=0.24.0", false},
		{"dex", url, "0.24.0 || 1.0.0", false},
		{"dex", url, "0.24.0 - 2.0.0", false},
		{"dex", url, "*", false},
		{"dex", url, "", false},
		{"dex", "https://charts.example.com", "0.24.0", false},
		{"dex", "", "0.24.0", false},
		{"other", url, "0.24.0", false},
	} {
		if got := Known(test.name, test.from, test.version) != nil; got != test.want {
			t.Errorf("%+v is known: %v", test, got)
		}
	}
	dex := Known("dex", url, "0.24.0")
	for path, want := range map[string]bool{"image.repository": true, "image.tag": false, "image": false, "image.repository.x": false, "other.repository": false} {
		if got := dex.TakesWhole(strings.Split(path, "."), false); got != want {
			t.Errorf("dex takes %s whole: %v", path, got)
		}
	}
	if dex.TakesWhole([]string{"image", "repository"}, true) {
		t.Error("a registry above does not count")
	}
}

// TestKnownIsDocumented: docs/charts.md has every row, with its names and its source.
func TestKnownIsDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/charts.md")
	if err != nil {
		t.Fatal(err)
	}
	for i := range wellKnownCharts {
		row := &wellKnownCharts[i]
		start := "| " + row.name + " | " + row.versions[0]
		_, line, found := strings.Cut(string(text), "\n"+start)
		line, _, _ = strings.Cut(line, "\n")
		for _, want := range append([]string{"(" + row.source + ")"}, row.whole...) {
			if !found || !strings.Contains(line, want) {
				t.Errorf("docs/charts.md does not say of %s: %s", row.name, want)
			}
		}
	}
}
