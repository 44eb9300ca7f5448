package main

import (
	"slices"
	"strings"
)

// A Convention is the way in which a chart puts an image together from values.
type Convention string

// The conventions, in the order in which they are printed.
const (
	OneText        Convention = "the whole in one text"
	Container      Convention = "a container that is copied"
	Beside         Convention = "registry and repository in one map"
	Between        Convention = "registry, an organization or namespace, name"
	GlobalRegistry Convention = "a registry in global"
	Above          Convention = "a registry, or hub, in a map above"
	Elsewhere      Convention = "a registry in another map"
	ShortName      Convention = "a name without a registry"
	TemplateHost   Convention = "the registry in the template"
	NoValue        Convention = "in no value"
)

var conventionOrder = []Convention{OneText, Container, Beside, Between, GlobalRegistry, Above, Elsewhere, ShortName, TemplateHost, NoValue}

// conventionOf tells the convention of an image by the values that it depends on.
func conventionOf(image string, values []Value) Convention {
	var names []Value // without tags and digests
	for _, v := range values {
		if namesImage(v.String()) {
			names = append(names, v)
		}
	}
	host, _, _ := strings.Cut(image, "/")
	with := slices.IndexFunc(names, func(v Value) bool { return strings.HasPrefix(strings.TrimPrefix(v.Text, "/"), host) })
	hasHost := strings.ContainsAny(host, ".:") && strings.Contains(image, "/")
	switch {
	case len(names) == 0:
		return NoValue
	case slices.ContainsFunc(names, inContainers):
		return Container
	case !hasHost:
		return ShortName
	case with < 0:
		return TemplateHost
	case len(names) == 1:
		return OneText
	}
	return joinOf(names[with], slices.Delete(slices.Clone(names), with, with+1))
}

// joinOf tells how a registry is joined to the other parts of a name.
func joinOf(registry Value, others []Value) Convention {
	dir := registry.Path[:len(registry.Path)-1]
	switch {
	case slices.Contains(registry.Path, any("global")):
		return GlobalRegistry
	case len(others) > 1:
		return Between
	case slices.Equal(dir, others[0].Path[:len(others[0].Path)-1]):
		return Beside
	case len(others[0].Path) > len(dir) && slices.Equal(dir, others[0].Path[:len(dir)]):
		return Above
	}
	return Elsewhere
}

// inContainers reports whether a value stands in a list of containers.
func inContainers(v Value) bool {
	return slices.ContainsFunc(v.Path[:len(v.Path)-1], func(part any) bool {
		key, _ := part.(string)
		return strings.HasSuffix(strings.ToLower(key), "containers")
	})
}
