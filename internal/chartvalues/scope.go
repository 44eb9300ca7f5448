package chartvalues

import "github.com/amerintlxperts/ecrcache/internal/yamlbytes"

// A Scope is what the maps around a map of values say about the images in it.
type Scope struct {
	// Key is the key of the map; empty for the top.
	Key string
	// Whole says that names without a registry are complete, and so images of Docker Hub: by
	// the configuration, because the chart uses them as they are, or because they are in a
	// container.
	Whole bool
	// Covered says that a map above, or global, has a registry that templates may join to the
	// names below.
	Covered bool
	// global is the registry in global; nil for none.
	global *yamlbytes.Node
}

// Root returns the scope of all values of a chart.
func Root(values *yamlbytes.Node, whole bool) Scope {
	s := Scope{Whole: whole}
	s.Covered = coversAll(values.Get("global"), 0)
	if key, registry := first(values.Get("global"), registryKeys); key != "hub" { // Istio does not join it to whole names
		s.global = registry
	}
	return s
}

// globalDepth is how many maps deep in global a registry is looked for.
const globalDepth = 3

// coversAll reports whether the global values name a registry, also in maps below, such as
// global.image.registry.
func coversAll(global *yamlbytes.Node, depth int) bool {
	if global == nil || global.Kind != yamlbytes.Mapping || depth > globalDepth {
		return false
	}
	if _, n := first(global, registryKeys); n != nil {
		return true
	}
	for i := range global.Pairs {
		if coversAll(global.Pairs[i].Value, depth+1) {
			return true
		}
	}
	return false
}

// Into returns the scope of the value of a key in a map.
func (s Scope) Into(m *yamlbytes.Node, key string) Scope {
	if _, registry := first(m, registryKeys); registry != nil {
		s.Covered = true
	}
	s.Key = key
	return s
}

// Element returns the scope of an element of a list. Containers are copied as they are.
func (s Scope) Element(element *yamlbytes.Node) Scope {
	if saysContainers(s.Key) && hasText(element.Get("name")) && hasText(element.Get("image")) {
		s.Whole, s.Covered, s.global = true, false, nil
	}
	return s
}

// IsObject reports whether a map in values is a Kubernetes object.
func IsObject(m *yamlbytes.Node) bool {
	return m != nil && m.Text("apiVersion") != "" && m.Text("kind") != ""
}
