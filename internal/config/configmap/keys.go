package configmap

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/config/schemacheck"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/schema"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// refuseUnknown reports the keys of data that are not among the known ones.
func refuseUnknown(data *yamlbytes.Node, keys []schema.ConfigMapKey, p *problems.Collector) {
	var known []string
	for _, key := range keys {
		known = append(known, key.Name)
	}
	for _, pair := range data.Pairs {
		if slices.Contains(known, pair.Key.Value) {
			continue
		}
		e, meant := schemacheck.UnknownKey(pair.Key.Value, known, data)
		e.Line = pair.Key.Line
		p.Add(problems.Key("data", pair.Key.Value), e)
		if meant != "" {
			p.Suppress("spec." + meant) // it is not reported as missing
		}
	}
}

// refuseOtherFields reports the fields of a ConfigMap that are not read.
func refuseOtherFields(root *yamlbytes.Node, p *problems.Collector) {
	for _, pair := range root.Pairs {
		switch pair.Key.Value {
		case "apiVersion", "kind", "metadata", "data":
		default:
			p.Add(problems.Key("", pair.Key.Value), finding.Finding{
				Line: pair.Key.Line, Message: "a ConfigMap is read from its data alone",
				Hint: "move it there as flat keys, or write kind: " + v1alpha1.Kind + " and apiVersion: " + v1alpha1.APIVersion,
			})
		}
	}
}

// metadataOf returns that part of a ConfigMap's metadata that a PullThroughCache has, too.
// The rest belongs to Kubernetes.
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
