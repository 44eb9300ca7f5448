package config

import (
	"maps"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/schema"
)

// A Layer is what one file sets of a configuration that is made of several, without defaults.
type Layer struct {
	// Base is spec.base as it is written: the path of the file that this one takes settings
	// from; empty for none.
	Base   string
	values map[string]any
}

// ReadLayer reads a file that has a base or is one. What a complete configuration needs may be
// missing. The layer is nil when nothing could be read. The error is of type [finding.List].
func ReadLayer(text []byte) (*Layer, error) {
	p := problems.New()
	l := readLayer(text, p)
	return l, p.Sorted().OrNil()
}

// readLayer adds every problem to p. It returns nil when nothing could be read.
func readLayer(text []byte, p *problems.Collector) *Layer {
	checked, ok := check(text, partial(), p)
	values, isMap := checked.(map[string]any)
	if !ok || !isMap {
		return nil
	}
	l := &Layer{values: values}
	if spec, ok := values["spec"].(map[string]any); ok {
		l.Base, _ = spec["base"].(string)
		delete(spec, "base")
	}
	return l
}

// partial is the schema of a document in which what is required may be missing: the account and
// the Region may be in another layer.
func partial() *schema.Schema {
	all := published
	all.Required = nil
	all.Properties = slices.Clone(all.Properties)
	for i, property := range all.Properties {
		if property.Key == "spec" {
			spec := *property.Schema
			spec.Required = nil
			all.Properties[i].Schema = &spec
		}
	}
	return &all
}

// Over returns the layer on top of another one: maps are merged key by key, and so are the
// upstreams with the same registry. Any other list, and every other value, replaces that of the
// base. Base is then that of the lower layer.
func (l *Layer) Over(base *Layer) *Layer {
	return &Layer{Base: base.Base, values: merged(base.values, l.values, "").(map[string]any)}
}

// upstreams is the list that is merged, by the registries of its elements.
const upstreams = "spec.upstreams"

// merged returns a value of the base with that of a layer over it. path is where the value is.
func merged(base, over any, path string) any {
	switch over := over.(type) {
	case map[string]any:
		below, ok := base.(map[string]any)
		if !ok {
			return over
		}
		all := maps.Clone(below)
		for key, value := range over {
			if was, there := all[key]; there {
				value = merged(was, value, problems.Key(path, key))
			}
			all[key] = value
		}
		return all
	case []any:
		if below, ok := base.([]any); ok && path == upstreams {
			return mergedByRegistry(below, over)
		}
	}
	return over
}

// mergedByRegistry returns the upstreams of the base, each with one of the same registry over it, and
// then the others. Of two with one registry in a layer, the second is not merged into the first.
func mergedByRegistry(base, over []any) []any {
	all := slices.Clone(base)
	taken := make([]bool, len(base))
	for _, upstream := range over {
		i := 0
		for i < len(base) && (taken[i] || registryOf(base[i]) == "" || registryOf(base[i]) != registryOf(upstream)) {
			i++
		}
		if i == len(base) {
			all = append(all, upstream)
		} else {
			all[i], taken[i] = merged(base[i], upstream, ""), true
		}
	}
	return all
}

func registryOf(upstream any) string {
	values, _ := upstream.(map[string]any)
	registry, _ := values["registry"].(string)
	return registry
}

// Sets reports whether the layer itself sets the value at a path: the keys from the top, and for an
// element of spec.upstreams its registry, as in spec, upstreams, ghcr.io, prefix.
func (l *Layer) Sets(path ...string) bool {
	var value any = l.values
	for i, key := range path {
		switch at := value.(type) {
		case map[string]any:
			next, ok := at[key]
			if !ok {
				return false
			}
			value = next
		case []any:
			if i != 2 || problems.Key(path[0], path[1]) != upstreams {
				return false
			}
			found := slices.IndexFunc(at, func(upstream any) bool { return registryOf(upstream) == key })
			if found < 0 {
				return false
			}
			value = at[found]
		default:
			return false
		}
	}
	return true
}

// ReadOver is Read for a document that has a base. It never returns nil.
func ReadOver(text []byte, base *Layer) *Reading {
	p := problems.New()
	r := &Reading{problems: p}
	if l := readLayer(text, p); l != nil {
		all := l.Over(base)
		p.ForgetLines()
		spec, _ := all.values["spec"].(map[string]any)
		for _, key := range specSchema().Required {
			if spec[key] == nil {
				p.Add(problems.Key("spec", key), finding.Finding{Message: "missing, here and in the base", Accepted: specSchema().Property(key).Accepted()})
			}
		}
		r.Config = complete(decode(all.values, p), p)
	}
	r.Err = p.Sorted().OrNil()
	return r
}

func specSchema() *schema.Schema { return published.Property("spec") }
