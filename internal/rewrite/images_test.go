package rewrite_test

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/google/go-cmp/cmp"
)

// TestImages: the report names every reference that goes through the cache once,
// as its upstream does, whether it did so before or does so now.
func TestImages(t *testing.T) {
	const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
      - image: ghcr.io/amerintlxperts/web:v1
      - image: ghcr.io/amerintlxperts/web:v2
      - image: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/web:v3
      - image: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/api@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
      - image: quay.io/prometheus/prometheus:v3
`
	c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec: {accountID: '123456789012', region: ca-central-1}\n"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := rewrite.New(c)
	if err != nil {
		t.Fatal(err)
	}
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	_, report, err := r.Items("", items)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, ref := range report.Images {
		got = append(got, ref.String())
	}
	if diff := cmp.Diff([]string{
		"ghcr.io/amerintlxperts/api@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
		"ghcr.io/amerintlxperts/web:v1", "ghcr.io/amerintlxperts/web:v2", "ghcr.io/amerintlxperts/web:v3",
	}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
