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
		u.Credential.setDefaults(u.Prefix)
	}
	s.Infrastructure.setDefaults()
	s.Kustomize.setDefaults()
	s.Flux.setDefaults()
	s.Admission.setDefaults()
	s.Rewrite.setDefaults()
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
