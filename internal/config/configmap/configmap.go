// Package configmap reads a configuration in its flat form: a ConfigMap whose data gives
// the fields as strings, as kustomize and kpt pass them to a function. It turns the
// ConfigMap into the structured document that says the same, which package config then checks
// as any other. The keys come from the schema; see schema.ConfigMapKeys.
package configmap

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/config/schemacheck"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/schema"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// firstUpstream begins the paths of the keys that are about a single upstream.
const firstUpstream = "spec.upstreams[0]."

// Document returns the PullThroughCache that says the same as a ConfigMap. keys are those
// that the ConfigMap's data may have. What is wrong with the ConfigMap is added to p, which
// names fields by the ConfigMap's keys from then on. What cannot be read is left out of the
// document.
func Document(root *yamlbytes.Node, keys []schema.ConfigMapKey, p *problems.Collector) *yamlbytes.Node {
	refuseOtherFields(root, p)
	document := newMap(root.Line)
	set(document, "apiVersion", yamlbytes.NewText(v1alpha1.APIVersion, root.Line))
	set(document, "kind", yamlbytes.NewText(v1alpha1.Kind, root.Line))
	set(document, "metadata", metadataOf(root))
	set(document, "spec", newMap(root.Line))
	p.NameKey("spec.accountID", "data.accountID")
	p.NameKey("spec.region", "data.region")
	data := root.Get("data")
	if data == nil || data.Kind != yamlbytes.Mapping {
		e := finding.Finding{Line: root.Line, Message: "missing", Accepted: "a map with at least accountID and region"}
		if data != nil {
			e.Message, e.Found = "", schemacheck.Describe(data)
		}
		p.NameKey("spec", "data")
		p.Add("spec", e)
		return document
	}
	for _, key := range keys {
		if value := data.Get(key.Name); value != nil {
			p.NameKey(key.Path, "data."+key.Name)
			move(key, value, document, p)
		}
	}
	refuseUnknown(data, keys, p)
	return document
}

// move reads the value of a key and sets it in the structured document. A value that is refused is
// left out there, and its field is not reported as missing.
func move(k schema.ConfigMapKey, value, document *yamlbytes.Node, p *problems.Collector) {
	if start, _ := redact.FindToken(value.Value); start >= 0 {
		p.Suppress(k.Path) // the token itself was reported with its line
		return
	}
	e := finding.Finding{Line: value.Line, Found: schemacheck.Describe(value), Accepted: "a string"}
	refuse := func() {
		p.Add("data."+k.Name, e)
		p.Suppress(k.Path) // what follows from it is not reported
	}
	if !schemacheck.IsString(value) {
		if value.Kind == yamlbytes.Scalar && !value.IsNull() {
			e.Hint = "quote it, as all values of a ConfigMap: " + schemacheck.Quoted(value)
		}
		refuse()
		return
	}
	n, accepted := readerOf(k)(value.Value, value.Line)
	if n == nil {
		e.Accepted = accepted
		refuse()
		return
	}
	if reason := put(k, document.Get("spec"), n); reason != "" {
		e.Message, e.Accepted = reason, ""
		refuse()
	}
}

// put sets the value at the key's path in spec. It returns why it cannot, "" when it can.
func put(k schema.ConfigMapKey, spec, value *yamlbytes.Node) (reason string) {
	at, path := spec, strings.TrimPrefix(k.Path, "spec.")
	if ofUpstream, ok := strings.CutPrefix(k.Path, firstUpstream); ok {
		if spec.Get("upstreams") == nil {
			set(spec, "upstreams", defaultUpstreams(value.Line))
		}
		upstreams := spec.Get("upstreams")
		if len(upstreams.Items) > 1 {
			return "it is about one upstream, and upstreams has several; write their prefixes there, and use a " + v1alpha1.Kind + " for the rest"
		}
		at, path = upstreams.Items[0], ofUpstream
	}
	keys := strings.Split(path, ".")
	last := keys[len(keys)-1]
	for _, key := range keys[:len(keys)-1] {
		at = child(at, key)
	}
	if at.Get(last) != nil {
		return "upstreams has a " + last + " already; keep one"
	}
	set(at, last, value)
	return ""
}

// defaultUpstreams returns the list of upstreams of a configuration that names none.
func defaultUpstreams(line int) *yamlbytes.Node {
	list, upstream := newList(line), newMap(line)
	set(upstream, "registry", yamlbytes.NewText(v1alpha1.DefaultRegistry, line))
	list.Items = append(list.Items, upstream)
	return list
}

// child returns the map under a key, and adds it when the key is missing.
func child(n *yamlbytes.Node, key string) *yamlbytes.Node {
	if n.Get(key) == nil {
		set(n, key, newMap(n.Line))
	}
	return n.Get(key)
}

// set adds a key with its value to a map.
func set(n *yamlbytes.Node, key string, value *yamlbytes.Node) {
	n.Pairs = append(n.Pairs, yamlbytes.Pair{Key: yamlbytes.NewText(key, value.Line), Value: value})
}

func newMap(line int) *yamlbytes.Node {
	return &yamlbytes.Node{Kind: yamlbytes.Mapping, Line: line}
}

func newList(line int) *yamlbytes.Node {
	return &yamlbytes.Node{Kind: yamlbytes.Sequence, Line: line}
}
