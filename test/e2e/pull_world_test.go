package e2e

import (
	"hash/fnv"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/test/e2e/internal/ecr"
	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/crane"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// cacheHost is the registry of testdata/pull/ecrcache.yaml.
const cacheHost = "123456789012.dkr.ecr.ca-central-1.amazonaws.com"

// Who pulls. The names are the tokens.
const (
	node       = "node"        // all that a first pull needs
	reader     = "reader"      // AmazonEC2ContainerRegistryReadOnly
	importer   = "importer"    // AmazonEC2ContainerRegistryPullOnly
	noImporter = "no-importer" // may create repositories, may not import
)

// A world is a cache of two upstreams, the network that a node has, and a clock.
// The node reaches the cache alone, so a reference that still names an upstream
// cannot be pulled.
type world struct {
	now     time.Time
	pulls   int // that were compared with the upstream
	ghcr    *ecr.Upstream
	hub     *ecr.Upstream
	cache   *ecr.Cache
	network http.RoundTripper
}

func newWorld(t *testing.T) *world {
	t.Helper()
	login := authn.AuthConfig{Username: "robot", Password: "a-token"}
	w := &world{
		now:  time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC),
		ghcr: ecr.NewUpstream("ghcr.io", login), hub: ecr.NewUpstream("registry-1.docker.io", login),
	}
	w.hub.HidesMissing = true
	internet := ecr.Serve(map[string]http.Handler{w.ghcr.Host: w.ghcr, w.hub.Host: w.hub})
	t.Cleanup(internet.Close)
	w.cache = ecr.NewCache("123456789012", func() time.Time { return w.now }, internet.Transport())
	w.cache.Rules = []ecr.Rule{
		{Prefix: "ghcr", Upstream: w.ghcr.Host, Login: login},
		{Prefix: "docker-hub", Upstream: w.hub.Host, Login: login},
	}
	w.cache.Principals = []ecr.Principal{
		{Token: node, BatchImportUpstreamImage: true, CreateRepository: true},
		{Token: importer, BatchImportUpstreamImage: true},
		{Token: noImporter, CreateRepository: true},
		{Token: reader},
	}
	inVPC := ecr.Serve(map[string]http.Handler{cacheHost: w.cache})
	t.Cleanup(inVPC.Close)
	w.network = inVPC.Transport()
	return w
}

// as are the options of a pull by whom the token stands for.
func (w *world) as(token string) []crane.Option {
	return []crane.Option{
		crane.WithTransport(w.network),
		crane.WithAuth(authn.FromConfig(authn.AuthConfig{Username: "AWS", Password: token})),
	}
}

// push publishes an image of its own for a repository and tag.
func (w *world) push(t *testing.T, host, repository, tag string) v1.Hash {
	t.Helper()
	to := w.ghcr
	if host == name.DefaultRegistry {
		to = w.hub
	}
	digest, err := to.Push(repository, tag, seed(repository, tag))
	if err != nil {
		t.Fatal(err)
	}
	return digest
}

// digestOf is the digest that push gives to a tag of ghcr.io.
func digestOf(t *testing.T, repository, tag string) v1.Hash {
	t.Helper()
	digest, err := ecr.NewUpstream("ghcr.io", authn.AuthConfig{}).Push(repository, tag, seed(repository, tag))
	if err != nil {
		t.Fatal(err)
	}
	return digest
}

func seed(repository, tag string) int64 {
	h := fnv.New32a()
	h.Write([]byte(repository + ":" + tag))
	return int64(h.Sum32())
}

// asked is how many manifests each upstream was asked for.
func (w *world) asked() map[string]int {
	return map[string]int{w.ghcr.Host: w.ghcr.Asked(), w.hub.Host: w.hub.Asked()}
}

// pullConfig is the path of the configuration.
func pullConfig(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs("testdata/pull/ecrcache.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return path
}
