package ecr

import (
	"io"
	"log"
	"math/rand"
	"net/http"
	"strings"
	"sync"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/random"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// An Upstream is a registry that wants a credential, in memory.
type Upstream struct {
	Host string
	// HidesMissing: like Docker Hub, it answers 401 for a repository it does not have.
	HidesMissing bool

	store http.Handler
	mu    sync.Mutex
	login authn.AuthConfig
	asked int
	has   map[string]bool
}

// NewUpstream makes an empty registry that takes one login.
func NewUpstream(host string, login authn.AuthConfig) *Upstream {
	return &Upstream{
		Host: host, login: login, store: newStore(),
		has: map[string]bool{},
	}
}

func newStore() http.Handler { return registry.New(registry.Logger(log.New(io.Discard, "", 0))) }

// SetLogin changes the login that is taken: what the credential of a rule says is
// out of date from then on.
func (u *Upstream) SetLogin(login authn.AuthConfig) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.login = login
}

// Asked is how many requests for a manifest came with a login that is taken.
func (u *Upstream) Asked() int {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.asked
}

// Push publishes an image for amd64 and arm64, made from the seed, and returns the
// digest of its list.
func (u *Upstream) Push(repository, tag string, seed int64) (v1.Hash, error) {
	index, err := multiArch(seed)
	if err != nil {
		return v1.Hash{}, err
	}
	to, err := name.NewTag(u.Host + "/" + repository + ":" + tag)
	if err != nil {
		return v1.Hash{}, err
	}
	u.mu.Lock()
	u.has[repository] = true
	u.mu.Unlock()
	if err := remote.WriteIndex(to, index, remote.WithTransport(direct{u.store})); err != nil {
		return v1.Hash{}, err
	}
	return index.Digest()
}

// multiArch is an image list; the same seed gives the same digest.
func multiArch(seed int64) (v1.ImageIndex, error) {
	var index v1.ImageIndex = empty.Index
	source := rand.NewSource(seed)
	for _, architecture := range []string{"amd64", "arm64"} {
		img, err := random.Image(512, 2, random.WithSource(source))
		if err != nil {
			return nil, err
		}
		index = mutate.AppendManifests(index, mutate.IndexAddendum{
			Add:        img,
			Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: architecture}},
		})
	}
	return index, nil
}

// ServeHTTP answers as a registry does to whoever pulls.
func (u *Upstream) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	repository, kind, _ := split(r.URL.Path)
	u.mu.Lock()
	user, password, _ := r.BasicAuth()
	welcome := user == u.login.Username && password == u.login.Password
	missing := repository != "" && !u.has[repository]
	if kind == manifests && welcome {
		u.asked++
	}
	u.mu.Unlock()
	if !welcome || missing && u.HidesMissing {
		w.Header().Set("WWW-Authenticate", `Basic realm="upstream"`)
		http.Error(w, `{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}`, http.StatusUnauthorized)
		return
	}
	u.store.ServeHTTP(w, r)
}

// The kinds of what a path asks for.
const (
	manifests = "manifests"
	blobs     = "blobs"
	tags      = "tags"
)

// split takes /v2/REPOSITORY/KIND/REFERENCE apart; all are empty for another path.
func split(path string) (repository, kind, reference string) {
	rest, found := strings.CutPrefix(path, "/v2/")
	if !found {
		return "", "", ""
	}
	for _, k := range []string{manifests, blobs, tags} {
		if i := strings.LastIndex(rest, "/"+k+"/"); i > 0 {
			return rest[:i], k, rest[i+len(k)+2:]
		}
	}
	return "", "", ""
}
