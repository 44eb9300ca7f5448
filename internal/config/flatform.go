package config

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
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
func refuseUnknown(data *yamlbytes.Node, p *problems) {
	var known []string
	for _, key := range published.ConfigMapKeys() {
		known = append(known, key.Name)
	}
	for _, pair := range data.Pairs {
		if slices.Contains(known, pair.Key.Value) {
			continue
		}
		e, meant := unknownKey(pair.Key.Value, known, data)
		e.Line = pair.Key.Line
		p.add(below("data", pair.Key.Value), e)
		if meant != "" {
			p.told["spec."+meant] = true // it is not missing as well
		}
	}
}

// refuseBeside notes what stands beside the data of a ConfigMap and would not be
// read.
func refuseBeside(root *yamlbytes.Node, p *problems) {
	for _, pair := range root.Pairs {
		switch pair.Key.Value {
		case "apiVersion", "kind", "metadata", "data":
		default:
			p.add(below("", pair.Key.Value), finding.Finding{
				Line: pair.Key.Line, Message: "a ConfigMap is read from its data alone",
				Hint: "move it there as flat keys, or write kind: " + v1alpha1.Kind + " and apiVersion: " + v1alpha1.APIVersion,
			})
		}
	}
}

// metadataOf keeps of a ConfigMap's metadata what a PullThroughCache has; the rest
// is Kubernetes' own.
func metadataOf(root *yamlbytes.Node) *yamlbytes.Node {
	out := newMap(root.Line)
	metadata := root.Get("metadata")
	if metadata == nil {
		return out
	}
	for _, key := range []string{"name", "namespace", "labels", "annotations"} {
		if value := metadata.Get(key); value != nil {
			set(out, key, value)
		}
	}
	return out
}
