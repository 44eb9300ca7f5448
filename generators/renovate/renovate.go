// Package renovate makes the part of Renovate's configuration by which it looks for new
// tags of cache references where the images come from
// (https://docs.renovatebot.com/configuration-options/#registryaliases).
//
// Package generators uses it. A program that has a plan may call its Generator alone: the
// objects have no owner then, and the files no header.
package renovate

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
)

// Generator generates for Renovate, for the upstreams of a configuration.
type Generator struct{ Upstreams []v1alpha1.Upstream }

// Generate makes renovate.json. registryAliases maps the registry in files to the one that
// Renovate asks, such as HOST/ghcr to ghcr.io. The path after the prefix is the path at the
// upstream, or the part of it after upstreamRepositoryPrefix, so each prefix needs one entry.
// Renovate uses the first entry that matches, so that of a ROOT rule, which is the host alone,
// comes last. The problem for texts that do not encode never occurs.
func (g Generator) Generate(p *plan.Plan) (object.Output, []plan.Problem) {
	var aliases, root object.Map
	for _, u := range g.Upstreams {
		if u.Prefix == image.RootPrefix {
			root = root.Set(p.Registry.Host, host(u.Registry))
		} else {
			aliases = aliases.Set(p.Registry.Host+"/"+u.Prefix, strings.TrimSuffix(host(u.Registry)+"/"+u.UpstreamRepositoryPrefix, "/"))
		}
	}
	text, err := indented(object.Map{
		{Key: "$schema", Value: "https://docs.renovatebot.com/renovate-schema.json"},
		{Key: "description", Value: object.List{object.Written(p.Owner)}},
		{Key: "registryAliases", Value: append(aliases, root...)},
	})
	if err != nil { // texts always encode
		return object.Output{}, []plan.Problem{{Code: plan.Unavailable, Severity: plan.Error, Message: err.Error()}}
	}
	return object.Output{Files: []object.File{{Name: "renovate.json", Text: text}}}, nil
}

// indented returns a map as people write JSON.
func indented(m object.Map) (string, error) {
	text, err := object.JSON(m)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	err = json.Indent(&b, []byte(text), "", "  ")
	return b.String() + "\n", err
}

// host returns the host of an upstream's registry, without the path of a part. All names of Docker
// Hub become docker.io, by which Renovate knows it.
func host(registry string) string {
	ref, err := image.Parse(registry + "/image")
	if err != nil {
		return registry // refused already
	}
	if known, ok := image.KnownUpstream(ref.Host); ok && known.Name == "docker-hub" {
		return "docker.io"
	}
	return ref.Host
}
