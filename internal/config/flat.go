package config

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/schema"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// ofOneUpstream begins the paths of the keys that are about a single upstream.
const ofOneUpstream = "spec.upstreams[0]."

// structured turns a ConfigMap into the PullThroughCache that says the same, and
// lets problems be told by the ConfigMap's keys from now on.
func structured(root *yamlbytes.Node, p *problems) *yamlbytes.Node {
	refuseBeside(root, p)
	document := newMap(root.Line)
	set(document, "apiVersion", yamlbytes.NewText(v1alpha1.APIVersion, root.Line))
	set(document, "kind", yamlbytes.NewText(v1alpha1.Kind, root.Line))
	set(document, "metadata", metadataOf(root))
	set(document, "spec", newMap(root.Line))
	p.flat = names{{"spec.accountID", "data.accountID"}, {"spec.region", "data.region"}}
	data := root.Get("data")
	if data == nil || data.Kind != yamlbytes.Mapping {
		e := finding.Finding{Line: root.Line, Message: "missing", Accepted: "a map with at least accountID and region"}
		if data != nil {
			e.Message, e.Found = "", found(data)
		}
		p.flat = append(p.flat, name{"spec", "data"})
		p.add("spec", e)
		return document
	}
	for _, key := range published.ConfigMapKeys() {
		if value := data.Get(key.Name); value != nil {
			p.flat = append(p.flat, name{key.Path, "data." + key.Name})
			move(key, value, document, p)
		}
	}
	refuseUnknown(data, p)
	return document
}

// move puts the value of a key where it stands in the structured form.
func move(k schema.ConfigMapKey, value, document *yamlbytes.Node, p *problems) {
	if start, _ := redact.FindToken(value.Value); start >= 0 {
		p.told[k.Path] = true // told already, where it stands
		return
	}
	e := finding.Finding{Line: value.Line, Found: found(value), Accepted: "a string"}
	refuse := func() {
		p.add("data."+k.Name, e)
		p.told[k.Path] = true // what follows from it is not told
	}
	if !isString(value) {
		if value.Kind == yamlbytes.Scalar && !value.IsNull() {
			e.Hint = "quote it, as all values of a ConfigMap: " + quoted(value)
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

// put sets the value at the key's path below spec, or says why it cannot.
func put(k schema.ConfigMapKey, spec, value *yamlbytes.Node) (reason string) {
	at, path := spec, strings.TrimPrefix(k.Path, "spec.")
	if ofUpstream, ok := strings.CutPrefix(k.Path, ofOneUpstream); ok {
		if spec.Get("upstreams") == nil {
			set(spec, "upstreams", oneUpstream(value.Line))
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

// oneUpstream is the list of the upstream that is there by default.
func oneUpstream(line int) *yamlbytes.Node {
	list, upstream := newList(line), newMap(line)
	set(upstream, "registry", yamlbytes.NewText(v1alpha1.DefaultRegistry, line))
	list.Items = append(list.Items, upstream)
	return list
}

// child returns the map under a key, and makes it when it is not there.
func child(n *yamlbytes.Node, key string) *yamlbytes.Node {
	if n.Get(key) == nil {
		set(n, key, newMap(n.Line))
	}
	return n.Get(key)
}

// set gives a key its value.
func set(n *yamlbytes.Node, key string, value *yamlbytes.Node) {
	n.Pairs = append(n.Pairs, yamlbytes.Pair{Key: yamlbytes.NewText(key, value.Line), Value: value})
}

func newMap(line int) *yamlbytes.Node {
	return &yamlbytes.Node{Kind: yamlbytes.Mapping, Line: line}
}

func newList(line int) *yamlbytes.Node {
	return &yamlbytes.Node{Kind: yamlbytes.Sequence, Line: line}
}
