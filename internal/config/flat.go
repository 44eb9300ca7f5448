package config

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/redact"
	"go.yaml.in/yaml/v3"
)

// A flatKey is a key in the data of a ConfigMap, as kpt fn eval -- key=value
// makes one: where its value stands in a PullThroughCache, and how it is read.
type flatKey struct {
	name string
	path string
	read reader
}

// flatKeys is every flat key. A key stands behind those whose value it is part of.
var flatKeys = [...]flatKey{
	{"accountID", "spec.accountID", readText},
	{"region", "spec.region", readText},
	{"endpoint", "spec.endpoint", readText},
	{"upstreams", "spec.upstreams", readUpstreams},
	{"prefix", "spec.upstreams[0].prefix", readText},
	{"include", "spec.upstreams[0].include", readList},
	{"exclude", "spec.upstreams[0].exclude", readList},
	{"secretName", "spec.upstreams[0].credential.secretName", readText},
	{"credentialARN", "spec.upstreams[0].credential.arn", readText},
	{"kubernetesSecret", "spec.upstreams[0].credential.kubernetesSecret.name", readText},
	{"project", "spec.project", readText},
	{"environment", "spec.environment", readText},
	{"mode", "spec.rewrite.mode", readText},
	{"direction", "spec.rewrite.direction", readText},
	{"digests", "spec.rewrite.digests", readText},
	{"fields", "spec.rewrite.fields", readMaps},
	{"ociURLs", "spec.rewrite.ociURLs", readBool},
	{"args", "spec.rewrite.args", readBool},
	{"embedded", "spec.rewrite.embedded", readBool},
	{"anyField", "spec.rewrite.anyField", readBool},
	{"includeObjects", "spec.rewrite.include", readMaps},
	{"excludeObjects", "spec.rewrite.exclude", readMaps},
	{"pullSecrets", "spec.rewrite.pullSecrets", readText},
	{"pullSecretNames", "spec.rewrite.pullSecretNames", readList},
	{"maxResults", "spec.rewrite.maxResults", readNumber},
	{"provider", "spec.infrastructure.provider", readText},
	{"namespace", "spec.infrastructure.namespace", readText},
	{"repositories", "spec.infrastructure.repositories", readText},
	{"transformers", "spec.kustomize.transformers", readBool},
	{"kustomizeImages", "spec.kustomize.images", readList},
	{"fluxKustomizations", "spec.kustomize.fluxKustomizations", readBool},
	{"helmReleases", "spec.kustomize.helmReleases", readBool},
	{"scan", "spec.flux.scan", readText},
	{"fluxNamespace", "spec.flux.namespace", readText},
	{"scanInterval", "spec.flux.interval", readText},
	{"scanSecret", "spec.flux.secretRef.name", readText},
	{"semver", "spec.flux.policy.semver.range", readText},
	{"markers", "spec.flux.markers", readBool},
}

// ofOneUpstream begins the paths of the keys that are about a single upstream.
const ofOneUpstream = "spec.upstreams[0]."

// structured turns a ConfigMap into the PullThroughCache that says the same, and
// lets problems be told by the ConfigMap's keys from now on.
func structured(root *node, p *problems) *node {
	refuseBeside(root, p)
	document := newMap(root.line)
	document.set("apiVersion", newText(APIVersion, root.line))
	document.set("kind", newText(Kind, root.line))
	document.set("metadata", metadataOf(root))
	document.set("spec", newMap(root.line))
	p.flat = names{{"spec.accountID", "data.accountID"}, {"spec.region", "data.region"}}
	data := root.get("data")
	if data == nil || data.kind != yaml.MappingNode {
		e := Error{Path: "spec", Line: root.line, Reason: "missing", Accepted: "a map with at least accountID and region"}
		if data != nil {
			e.Reason, e.Found = "", found(data)
		}
		p.flat = append(p.flat, name{"spec", "data"})
		p.add(e)
		return document
	}
	for _, key := range flatKeys {
		if value := data.get(key.name); value != nil {
			p.flat = append(p.flat, name{key.path, "data." + key.name})
			key.move(value, document, p)
		}
	}
	refuseUnknown(data, p)
	return document
}

// move puts the value of a key where it stands in the structured form.
func (k *flatKey) move(value, document *node, p *problems) {
	if start, _ := redact.FindToken(value.text); start >= 0 {
		p.told[k.path] = true // told already, where it stands
		return
	}
	e := Error{Path: "data." + k.name, Line: value.line, Found: found(value), Accepted: "a string"}
	refuse := func() {
		p.add(e)
		p.told[k.path] = true // what follows from it is not told
	}
	if !value.isString() {
		if value.kind == yaml.ScalarNode && !value.isNull() {
			e.Hint = "quote it, as all values of a ConfigMap: " + quoted(value)
		}
		refuse()
		return
	}
	n, accepted := k.read(value.text, value.line)
	if n == nil {
		e.Accepted = accepted
		refuse()
		return
	}
	if reason := k.put(document.get("spec"), n); reason != "" {
		e.Reason, e.Accepted = reason, ""
		refuse()
	}
}

// put sets the value at the key's path below spec, or says why it cannot.
func (k *flatKey) put(spec, value *node) (reason string) {
	at, path := spec, strings.TrimPrefix(k.path, "spec.")
	if ofUpstream, ok := strings.CutPrefix(k.path, ofOneUpstream); ok {
		if spec.get("upstreams") == nil {
			spec.set("upstreams", oneUpstream(value.line))
		}
		upstreams := spec.get("upstreams")
		if len(upstreams.items) > 1 {
			return "it is about one upstream, and upstreams has several; write their prefixes there, and use a " + Kind + " for the rest"
		}
		at, path = upstreams.items[0], ofUpstream
	}
	keys := strings.Split(path, ".")
	last := keys[len(keys)-1]
	for _, key := range keys[:len(keys)-1] {
		at = at.child(key)
	}
	if at.get(last) != nil {
		return "upstreams has a " + last + " already; keep one"
	}
	at.set(last, value)
	return ""
}

// oneUpstream is the list of the upstream that is there by default.
func oneUpstream(line int) *node {
	list, upstream := newList(line), newMap(line)
	upstream.set("registry", newText(defaultRegistry, line))
	list.items = append(list.items, upstream)
	return list
}

// child returns the map under a key, and makes it when it is not there.
func (n *node) child(key string) *node {
	if n.get(key) == nil {
		n.set(key, newMap(n.line))
	}
	return n.get(key)
}
