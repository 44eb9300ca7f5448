package generate

import (
	"bytes"
	"encoding/json"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/image"
)

// RenovateFile is the name of its file. It is asked for by a flag, not by the
// configuration.
const RenovateFile = "renovate.json"

// Renovate is the part of Renovate's configuration by which it looks for new tags
// of cache references where the images come from: registryAliases leads from the
// registry as it stands in files to the one that is asked
// (https://docs.renovatebot.com/configuration-options/#registryaliases). The path
// behind the prefix is that of the upstream, so one entry a prefix will do. Renovate
// takes the first entry that fits, so that of the whole registry comes last.
func Renovate(c *v1alpha1.PullThroughCache) (File, error) {
	cache := c.Cache()
	var aliases, whole object.Map
	for _, u := range c.Spec.Upstreams {
		if u.Prefix == image.RootPrefix {
			whole = whole.Set(cache.Registry().Host(), host(u.Registry))
		} else {
			aliases = aliases.Set(cache.Registry().Host()+"/"+u.Prefix, host(u.Registry))
		}
	}
	o := object.Map{
		{Key: "$schema", Value: "https://docs.renovatebot.com/renovate-schema.json"},
		{Key: "description", Value: object.List{writtenFrom + c.Owner() + ". Change that, not this file."}},
		{Key: "registryAliases", Value: append(aliases, whole...)},
	}
	text, err := object.JSON(o)
	if err != nil {
		return File{}, err
	}
	var b bytes.Buffer
	err = json.Indent(&b, []byte(text), "", "  ")
	return File{RenovateFile, b.String() + "\n"}, err
}

// host is the registry of an upstream that may be a part of one. Docker Hub has one
// name for Renovate, docker.io.
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
