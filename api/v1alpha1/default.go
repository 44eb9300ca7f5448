package v1alpha1

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
)

// DefaultRegistry is the upstream when none is given.
const DefaultRegistry = "ghcr.io"

// defaultMaxResults is more than anybody reads, and little enough to print.
const defaultMaxResults = 1000

// Default fills in what may be left out, and trims the one slash that may end a
// prefix, because ECR implies it.
func (c *PullThroughCache) Default() {
	s := &c.Spec
	setDefault(&s.Endpoint, string(image.IPv4))
	if len(s.Upstreams) == 0 {
		s.Upstreams = []Upstream{{Registry: DefaultRegistry}}
	}
	for i := range s.Upstreams {
		u := &s.Upstreams[i]
		if known, ok := image.KnownUpstream(u.Registry); ok {
			setDefault(&u.Prefix, known.Prefix)
		}
		u.Prefix = strings.TrimSuffix(u.Prefix, "/")
		u.UpstreamRepositoryPrefix = strings.TrimSuffix(u.UpstreamRepositoryPrefix, "/")
	}
	s.defaultCredentials()
	for i := range s.Upstreams {
		s.Upstreams[i].Credential.setDefaults(s.Upstreams[i].Prefix)
	}
	s.Infrastructure.setDefaults()
	s.Kustomize.setDefaults()
	s.Flux.setDefaults()
	s.Admission.setDefaults()
	s.Rewrite.setDefaults()
}

// defaultCredentials gives a credential to the upstreams that need one, where the cache
// itself is generated: ECR refuses their rules without. Upstreams of one prefix share a
// rule, so one that is given counts for all.
func (s *Spec) defaultCredentials() {
	if s.Infrastructure == nil {
		return
	}
	given := map[string]bool{}
	for i := range s.Upstreams {
		given[s.Upstreams[i].Prefix] = given[s.Upstreams[i].Prefix] || s.Upstreams[i].Credential != nil
	}
	for i := range s.Upstreams {
		u := &s.Upstreams[i]
		known, ok := image.KnownUpstream(u.Registry)
		if ok && known.Credential == image.CredentialRequired && !given[u.Prefix] {
			u.Credential, given[u.Prefix] = &Credential{}, true
		}
	}
}

func (w *Rewrite) setDefaults() {
	setDefault(&w.Mode, ModeWrite)
	setDefault(&w.Direction, DirectionRewrite)
	setDefault(&w.Digests, DigestsKeep)
	setDefault(&w.PullSecrets, PullSecretsKeep)
	if w.PullSecrets == PullSecretsRemove && len(w.PullSecretNames) == 0 {
		w.PullSecretNames = []string{"*"}
	}
	if w.MaxResults == nil {
		w.MaxResults = new(defaultMaxResults)
	}
	for i := range w.Fields {
		setDefault(&w.Fields[i].Form, FormReference)
	}
}

func setDefault(field *string, value string) {
	if *field == "" {
		*field = value
	}
}
