package ecr

import (
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
)

// A Rule is a pull-through cache rule with its credential.
type Rule struct {
	Prefix   string // ecrRepositoryPrefix
	Upstream string // host
	Login    authn.AuthConfig
}

// A Principal is who pulls: the password that stands for it, and what it may do
// beyond reading.
type Principal struct {
	Token                                      string
	BatchImportUpstreamImage, CreateRepository bool
}

// memory is how long ECR serves a tag before it asks the upstream again
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html).
const memory = 24 * time.Hour

// A Cache is one ECR registry. Its fields are set before it serves.
type Cache struct {
	Account    string
	Rules      []Rule
	Principals []Principal
	Now        func() time.Time
	// Upstreams is the way to the upstream registries.
	Upstreams http.RoundTripper

	mu           sync.Mutex
	store        http.Handler
	repositories map[string]bool
	asked        map[string]time.Time // when the upstream was asked for a tag, by repository:tag
}

// NewCache makes an empty registry.
func NewCache(account string, now func() time.Time, upstreams http.RoundTripper) *Cache {
	return &Cache{
		Account: account, Now: now, Upstreams: upstreams, store: newStore(),
		repositories: map[string]bool{}, asked: map[string]time.Time{},
	}
}

// CreateRepository makes a repository before its first pull.
func (c *Cache) CreateRepository(repository string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.repositories[repository] = true
}

// Repositories is how many there are.
func (c *Cache) Repositories() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.repositories)
}

// ServeHTTP answers a client that pulls.
func (c *Cache) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	repository, kind, reference := split(r.URL.Path)
	who, ok := c.principal(r)
	switch _, _, sent := r.BasicAuth(); {
	case !sent: // what the client makes its own words of, such as "no basic auth credentials"
		w.Header().Set("WWW-Authenticate", `Basic realm="ECR"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	case !ok:
		TokenExpired.write(w, repository, c.Account)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "this registry is pulled from only", http.StatusMethodNotAllowed)
		return
	}
	if kind == manifests {
		if refused := c.fill(who, repository, reference); refused != nil {
			refused.write(w, repository, c.Account)
			return
		}
	}
	c.store.ServeHTTP(w, r)
}

// principal knows who sends the request. ECR's user is AWS for everybody.
func (c *Cache) principal(r *http.Request) (Principal, bool) {
	user, password, _ := r.BasicAuth()
	for _, p := range c.Principals {
		if user == "AWS" && password == p.Token {
			return p, true
		}
	}
	return Principal{}, false
}

// rule is that of the longest prefix; the slash behind a prefix is implied.
func (c *Cache) rule(repository string) (rule Rule, found bool) {
	for _, r := range c.Rules {
		if strings.HasPrefix(repository, r.Prefix+"/") && len(r.Prefix) > len(rule.Prefix) {
			rule, found = r, true
		}
	}
	return rule, found
}
