package config

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
)

// Default fills in what may be left out.
func (c *PullThroughCache) Default() {
	s := &c.Spec
	setDefault(&s.Endpoint, string(image.IPv4))
	if len(s.Upstreams) == 0 {
		s.Upstreams = []Upstream{{Registry: "ghcr.io"}}
	}
	for i := range s.Upstreams {
		u := &s.Upstreams[i]
		if known, ok := image.KnownUpstream(u.Registry); ok {
			setDefault(&u.Prefix, known.Prefix)
		}
		u.Prefix = strings.TrimSuffix(u.Prefix, "/") // AWS implies it
	}
	setDefault(&s.Rewrite.Direction, DirectionRewrite)
	setDefault(&s.Rewrite.Digests, DigestsKeep)
	setDefault(&s.Rewrite.PullSecrets, PullSecretsKeep)
	if len(s.Rewrite.PullSecretNames) == 0 {
		s.Rewrite.PullSecretNames = []string{"*"}
	}
}

func setDefault(field *string, value string) {
	if *field == "" {
		*field = value
	}
}
