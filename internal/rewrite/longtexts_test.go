package rewrite_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// TestLongTexts: what stands once in a source and is told many times is cut off, in
// findings and in the inventory. References stay whole.
func TestLongTexts(t *testing.T) {
	const long, most = 100_000, 20_000
	name := strings.Repeat("n", long)
	object := "apiVersion: v1\nkind: Pod\nmetadata: {name: " + name + ", namespace: " + name + "}\n" +
		"x: &x \"ghcr.io/" + strings.Repeat("X", long) + "\"\n" +
		"spec:\n  containers:\n  - {name: " + name + ", image: *x}\n  - image: ghcr.io/a/b:v1\n  - args: [ghcr.io/a/c:v1]\n" +
		"? " + name + "\n: image: ghcr.io/a/d:v1\n"
	_, report := run(t, "apiVersion: v1\nkind: ConfigMap\ndata: {accountID: '123456789012', region: ca-central-1}\n", "pod.yaml", object)
	if len(report.Findings) < 4 {
		t.Errorf("only %d findings", len(report.Findings))
	}
	for _, f := range report.Findings {
		if told, _ := json.Marshal(f); len(told) > most {
			t.Errorf("%s is told in %d bytes", f.Code, len(told))
		}
	}
	items, err := yamlbytes.SplitStream([]byte(object))
	if err != nil {
		t.Fatal(err)
	}
	images, _ := rewriter(t, "").Inventory([]rewrite.Source{{Path: "pod.yaml", Items: items}})
	if len(images) < 4 {
		t.Errorf("only %d images", len(images))
	}
	for _, img := range images {
		if told, _ := json.Marshal(img); len(told) > most {
			t.Errorf("%.50s is told in %d bytes", img.Reference, len(told))
		}
	}
}
