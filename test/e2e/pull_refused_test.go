package e2e

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/ecr"
	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/crane"
)

// shop is the image of these tests, in its cache.
const shop = cacheHost + "/ghcr/amerintlxperts/shop"

// What ECR refuses, and with which words: those that docs/troubleshooting.md
// explains.
func TestPullRefused(t *testing.T) {
	for _, c := range []struct {
		name      string
		who       string
		before    func(*testing.T, *world)
		reference string
		want      *ecr.Refusal
	}{
		{"no rule has the prefix", node, nil, cacheHost + "/quay/prometheus/prometheus:v3", &ecr.NoRepository},
		{"a prefix ends at a slash", node, nil, cacheHost + "/ghcr-old/amerintlxperts/shop:v1", &ecr.NoRepository},
		{"a node that may only read", reader, nil, shop + ":v1", &ecr.NoRepository},
		{"no ecr:CreateRepository", importer, nil, shop + ":v1", &ecr.NoRepository},
		{"no ecr:CreateRepository, and the repository is there", importer, created, shop + ":v1", nil},
		{"no ecr:BatchImportUpstreamImage", noImporter, nil, shop + ":v1", &ecr.NoImage},
		{"no ecr:BatchImportUpstreamImage, and the repository is there", reader, created, shop + ":v1", &ecr.NoImage},
		{"no permission is needed for what is cached", reader, pulled, shop + ":v1", nil},
		{"a tag that the upstream does not have", node, nil, shop + ":v9", &ecr.NoImage},
		{"a digest that is not cached", node, nil, shop + "@" + shopDigest(t), &ecr.NoImage},
		{"a tag with a digest that is not cached", node, nil, shop + ":v1@" + shopDigest(t), &ecr.NoImage},
		{"a digest that came with its tag", node, pulled, shop + "@" + shopDigest(t), nil},
		{"the credential has expired", node, expired, shop + ":v1", &ecr.UpstreamLogin},
		{"the credential has expired after the pull", node, pulledThenExpired, shop + ":v1", nil},
		{"the credential has expired, and the tag is old", node, staleAndExpired, shop + ":v1", nil},
		{"an official image of Docker Hub without library/", node, hubImages, cacheHost + "/docker-hub/nginx:1.27", &ecr.UpstreamLogin},
		{"another image of Docker Hub with library/", node, hubImages, cacheHost + "/docker-hub/library/bitnami/kubectl:1.33", &ecr.UpstreamLogin},
		{"a token of ECR's that has expired", "yesterday", nil, shop + ":v1", &ecr.TokenExpired},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.push(t, "ghcr.io", "amerintlxperts/shop", "v1")
			if c.before != nil {
				c.before(t, w)
			}
			_, err := crane.Pull(c.reference, w.as(c.who)...)
			refusedAs(t, err, c.want)
		})
	}
}

// TestPullWithoutLogin: a node without ECR's credentials is not served, also what is
// cached.
func TestPullWithoutLogin(t *testing.T) {
	w := newWorld(t)
	w.push(t, "ghcr.io", "amerintlxperts/shop", "v1")
	pulled(t, w)
	_, err := crane.Pull(shop+":v1", w.as(node)[0], crane.WithAuth(authn.Anonymous))
	if err == nil || !strings.Contains(err.Error(), "401 Unauthorized") {
		t.Errorf("want 401, got: %v", err)
	}
}

// TestPullRefusalsAreExplained: what ECR says to people stands in the document for
// those whose pull fails.
func TestPullRefusalsAreExplained(t *testing.T) {
	text, err := os.ReadFile("../../docs/troubleshooting.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range ecr.Refusals() {
		for _, part := range r.Parts() {
			if !strings.Contains(string(text), part) {
				t.Errorf("docs/troubleshooting.md does not have %q", part)
			}
		}
		if !strings.Contains(string(text), r.Source) {
			t.Errorf("docs/troubleshooting.md does not lead to %s", r.Source)
		}
	}
}

// refusedAs fails the test unless the client says what ECR does.
func refusedAs(t *testing.T, err error, want *ecr.Refusal) {
	t.Helper()
	if want == nil {
		if err != nil {
			t.Error(err)
		}
		return
	}
	if err == nil {
		t.Fatalf("it was pulled; want %v", want)
	}
	for _, part := range append(want.Parts(), want.Code) {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("want %q in: %v", part, err)
		}
	}
}

func shopDigest(t *testing.T) string { return digestOf(t, "amerintlxperts/shop", "v1").String() }

func created(_ *testing.T, w *world) { w.cache.CreateRepository("ghcr/amerintlxperts/shop") }

func pulled(t *testing.T, w *world) {
	t.Helper()
	if _, err := crane.Pull(shop+":v1", w.as(node)...); err != nil {
		t.Fatal(err)
	}
}

func expired(_ *testing.T, w *world) {
	w.ghcr.SetLogin(authn.AuthConfig{Username: "robot", Password: "a-newer-token"})
}

func pulledThenExpired(t *testing.T, w *world) { pulled(t, w); expired(t, w) }

func staleAndExpired(t *testing.T, w *world) {
	pulledThenExpired(t, w)
	w.now = w.now.Add(7 * 24 * time.Hour)
}

func hubImages(t *testing.T, w *world) {
	t.Helper()
	for repository, tag := range map[string]string{"library/nginx": "1.27", "bitnami/kubectl": "1.33"} {
		if _, err := w.hub.Push(repository, tag, 1); err != nil {
			t.Fatal(err)
		}
	}
}
