package ecr

import (
	"errors"
	"net/http"
	"strings"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/crane"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
)

// fill sees to it that a manifest is in the store, from the upstream where that is
// allowed, and tells why not.
func (c *Cache) fill(who Principal, repository, reference string) *Refusal {
	rule, ruled := c.rule(repository)
	if !c.repositories[repository] && !(ruled && who.CreateRepository) {
		return &NoRepository
	}
	if strings.HasPrefix(reference, "sha256:") {
		return c.fillDigest(repository, reference)
	}
	tag := repository + ":" + reference
	asked, cached := c.asked[tag]
	switch {
	case cached && c.Now().Sub(asked) <= memory:
		return nil
	case !ruled || !who.BatchImportUpstreamImage:
		if cached {
			return nil
		}
		return &NoImage
	}
	if err := c.copy(rule, repository, reference); err != nil && !cached {
		return refusal(err)
	}
	c.repositories[repository] = true
	c.asked[tag] = c.Now()
	return nil
}

// fillDigest never asks the upstream: only what came with a tag can be pulled by
// its digest.
func (c *Cache) fillDigest(repository, digest string) *Refusal {
	r, err := http.NewRequest(http.MethodHead, "https://"+storeHost+"/v2/"+repository+"/manifests/"+digest, nil)
	if err != nil {
		return &NoImage
	}
	if response, err := (direct{c.store}).RoundTrip(r); err != nil || response.StatusCode != http.StatusOK {
		return &NoImage
	}
	return nil
}

// copy imports a tag, with every image of its list.
func (c *Cache) copy(rule Rule, repository, tag string) error {
	from := rule.Upstream + "/" + strings.TrimPrefix(repository, rule.Prefix+"/") + ":" + tag
	return crane.Copy(from, storeHost+"/"+repository+":"+tag,
		crane.WithTransport(inside{c}), crane.WithAuthFromKeychain(keychain{rule}))
}

// refusal is what ECR tells of an upstream's answer.
func refusal(err error) *Refusal {
	var answer *transport.Error
	if errors.As(err, &answer) && answer.StatusCode == http.StatusUnauthorized {
		return &UpstreamLogin
	}
	return &NoImage
}

// storeHost is the name of the cache's own store, for the copy alone.
const storeHost = "store.invalid"

// inside is the copy's network: the store, and the upstreams.
type inside struct{ *Cache }

func (i inside) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host == storeHost {
		return direct{i.store}.RoundTrip(r)
	}
	return i.Upstreams.RoundTrip(r)
}

// keychain gives the rule's credential to its upstream and to nobody else.
type keychain struct{ Rule }

func (k keychain) Resolve(to authn.Resource) (authn.Authenticator, error) {
	if to.RegistryStr() == k.Upstream {
		return authn.FromConfig(k.Login), nil
	}
	return authn.Anonymous, nil
}
