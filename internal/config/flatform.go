package config

import (
	"slices"
	"strings"
)

// names are what fields of the structured form are called in the flat form.
type names []name

type name struct{ path, flat string }

// of is the flat key that a field is given by, or is missing from, and which part
// of its value it is; any other path comes back as it is. The longest that holds
// the field wins.
func (ns names) of(path string) (flat, part string) {
	longest := 0
	flat = path
	for _, n := range ns {
		rest, ok := strings.CutPrefix(path, n.path)
		if ok && len(n.path) > longest && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			longest, flat, part = len(n.path), n.flat, strings.TrimPrefix(rest, ".")
		}
	}
	return flat, part
}

// refuseUnknown notes the keys in data that are none.
func refuseUnknown(data *node, p *problems) {
	known := make([]string, len(flatKeys))
	for i := range flatKeys {
		known[i] = flatKeys[i].name
	}
	for _, pair := range data.pairs {
		if slices.Contains(known, pair.key) {
			continue
		}
		e, meant := unknownKey(pair.key, known, data)
		e.Path, e.Line = below("data", pair.key), pair.line
		p.add(e)
		if meant != "" {
			p.told["spec."+meant] = true // it is not missing as well
		}
	}
}

// refuseBeside notes what stands beside the data of a ConfigMap and would not be
// read.
func refuseBeside(root *node, p *problems) {
	for _, pair := range root.pairs {
		switch pair.key {
		case "apiVersion", "kind", "metadata", "data":
		default:
			p.add(Error{
				Path: below("", pair.key), Line: pair.line, Reason: "a ConfigMap is read from its data alone",
				Hint: "move it there as flat keys, or write kind: " + Kind + " and apiVersion: " + APIVersion,
			})
		}
	}
}

// metadataOf keeps of a ConfigMap's metadata what a PullThroughCache has; the rest
// is Kubernetes' own.
func metadataOf(root *node) *node {
	out := newMap(root.line)
	metadata := root.get("metadata")
	if metadata == nil {
		return out
	}
	for _, key := range []string{"name", "namespace", "labels", "annotations"} {
		if value := metadata.get(key); value != nil {
			out.set(key, value)
		}
	}
	return out
}
