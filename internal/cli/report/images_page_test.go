package report

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/cli/page"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/owners"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
)

var update = flag.Bool("update", false, "write testdata/images.html")

const cache = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/"

// everyStatus has an image of each status.
func everyStatus() []inventory.Image {
	const name = "amerintlxperts/web:v1.2.0"
	images := []inventory.Image{
		{Reference: "ghcr.io/" + name, Status: inventory.StatusCovered, Upstream: "ghcr.io", Prefix: "ghcr", UpstreamReference: "ghcr.io/" + name, CacheReference: cache + "ghcr/" + name},
		{Reference: cache + "ghcr/" + name, Status: inventory.StatusCached, Upstream: "ghcr.io", Prefix: "ghcr", UpstreamReference: "ghcr.io/" + name, CacheReference: cache + "ghcr/" + name},
		{Reference: "ghcr.io/amerintlxperts/private:v1", Status: inventory.StatusExcluded, Reason: "the configuration excludes it", Upstream: "ghcr.io", UpstreamReference: "ghcr.io/amerintlxperts/private:v1"},
		{Reference: "ghcr.io/amerintlxperts/tool:v1", Status: inventory.StatusLeft, Reason: "an argument is not changed", Upstream: "ghcr.io", UpstreamReference: "ghcr.io/amerintlxperts/tool:v1", CacheReference: cache + "ghcr/amerintlxperts/tool:v1"},
		{Reference: "quay.io/prometheus/prometheus:v3", Status: inventory.StatusNoRule, Reason: "no upstream is configured for quay.io"},
		{Reference: "210987654321.dkr.ecr.ca-central-1.amazonaws.com/own:v1", Status: inventory.StatusOtherECR, Reason: "of another account"},
		{Reference: "<script>alert(1)</script>", Status: inventory.StatusMalformed, Reason: "not an image reference"},
		{Reference: "ghcr.io/amerintlxperts/refused:v1", Status: inventory.StatusRefused, Reason: "ECR would refuse the name"},
	}
	for i := range images {
		images[i].File.Path, images[i].Line, images[i].Field = "deploy/shop/web.yaml", 10+i, "spec.containers[0].image"
		images[i].Resource = finding.Resource{APIVersion: "apps/v1", Kind: "Deployment", Namespace: "shop", Name: "web"}
	}
	images[4].File.Path, images[4].Resource = "charts/metrics/values.yaml", finding.Resource{}
	return images
}

// withoutParts is a page without its style and its scripts, and the policy, which has their hashes.
func withoutParts(t *testing.T, p page.Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := page.Write(&b, p); err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`(?s)(<style>|<script>|Security-Policy" content=").*?(</style>|</script>|">)`).ReplaceAllString(b.String(), "$1$2")
}

func TestImagesPage(t *testing.T) {
	got := withoutParts(t, NewImages(everyStatus(), false).Page(2))
	if *update {
		if err := os.WriteFile("testdata/images.html", []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/images.html")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the page is\n%s\nwant testdata/images.html; -update writes it", got)
	}
}

// TestImagesPageCounts: each image is counted in one figure, and in each table in one row.
func TestImagesPageCounts(t *testing.T) {
	p := NewImages(everyStatus(), false).Page(0)
	for i, want := range []string{"8", "1", "1", "6"} {
		if got := p.Facts[i]; got.Value != want {
			t.Errorf("%s: %s, want %s", got.Label, got.Value, want)
		}
	}
	// The malformed one is of no registry.
	for n, want := range [][]string{{"ghcr.io", "5", "1", "1", "3"}, {"210987654321.dkr.ecr.ca-central-1.amazonaws.com", "1", "0", "0", "1"}, {"quay.io", "1", "0", "0", "1"}} {
		for i, cell := range p.Tables[1].Rows[n] {
			if cell.Text != want[i] {
				t.Errorf("registries, row %d: %q, want %q", n, cell.Text, want[i])
			}
		}
	}
}

// TestImagesPageOfNothing: an empty page says so.
func TestImagesPageOfNothing(t *testing.T) {
	p := NewImages(nil, false).Page(0)
	if len(p.Tables[0].Rows) != 0 || p.Tables[0].Empty != "No image reference was found." || p.Facts[3].Tone != page.Plain {
		t.Errorf("%+v", p)
	}
}

// TestImagesPageOfCluster: an image of a cluster is one row for all Pods of its owner, and of what
// applied it.
func TestImagesPageOfCluster(t *testing.T) {
	owner := &owners.Owner{Kind: "Deployment", Namespace: "shop", Name: "web", Chart: "web-1.2.3", Release: "shop/web", AppliedBy: "HelmRelease flux-system/web"}
	list := NewImages(everyStatus()[:1], false)
	for _, name := range []string{"web-a", "web-b"} {
		img := list.Images[0]
		img.Owner, img.Place = owner, Place{Kind: "Pod", Namespace: "shop", Name: name}
		list.Images = append(list.Images, img)
	}
	list.Images = list.Images[1:]
	p := list.Page(0)
	images := p.Tables[0]
	if len(images.Rows) != 1 {
		t.Fatalf("%d rows", len(images.Rows))
	}
	object := images.Rows[0][3]
	if object.Text != "Deployment shop/web" || object.Note != "(chart web-1.2.3, release shop/web, HelmRelease flux-system/web), 2 Pods" {
		t.Errorf("%+v", object)
	}
	if got := p.Tables[2].Rows[0]; got[0].Text != "HelmRelease flux-system/web" || got[1].Text != "2" {
		t.Errorf("%+v", got)
	}
}
