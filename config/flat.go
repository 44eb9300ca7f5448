package config

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A flatKey is an option as a flat string, for kpt fn eval -- key=value, which
// makes a ConfigMap of strings.
type flatKey struct {
	name string
	path []string // where it stands in the PullThroughCache
	read func(text string) (*yaml.Node, error)
}

// flatKeys are all there are.
var flatKeys = []flatKey{
	{"accountID", []string{"spec", "accountID"}, readText},
	{"region", []string{"spec", "region"}, readText},
	{"endpoint", []string{"spec", "endpoint"}, readText},
	{"upstreams", []string{"spec", "upstreams"}, readUpstreams},
	{"direction", []string{"spec", "rewrite", "direction"}, readText},
	{"digests", []string{"spec", "rewrite", "digests"}, readText},
	{"ociURLs", []string{"spec", "rewrite", "ociURLs"}, readBool},
	{"args", []string{"spec", "rewrite", "args"}, readBool},
	{"embedded", []string{"spec", "rewrite", "embedded"}, readBool},
	{"anyField", []string{"spec", "rewrite", "anyField"}, readBool},
	{"pullSecrets", []string{"spec", "rewrite", "pullSecrets"}, readText},
	{"pullSecretNames", []string{"spec", "rewrite", "pullSecretNames"}, readList},
}

// pathNames give the flat key of a path of the structured form.
type pathNames map[string]string

// rename tells the problems of a flat configuration by its own keys, one for
// each: a value that could not be read is not missing as well.
func (names pathNames) rename(errs Errors) Errors {
	if len(names) == 0 {
		return errs
	}
	var renamed Errors
	for _, e := range errs {
		for path, name := range names {
			if e.Path == path || strings.HasPrefix(e.Path, path+"[") {
				e.Path = name
			}
		}
		if !renamed.has(e.Path) {
			renamed = append(renamed, e)
		}
	}
	return renamed
}

// fromFlat turns the data of a ConfigMap into the structured form.
func fromFlat(root *yaml.Node, errs *Errors) (*yaml.Node, pathNames) {
	document := newMap("apiVersion", textNode(APIVersion), "kind", textNode(Kind), "spec", newMap())
	names := pathNames{"spec.accountID": "data.accountID", "spec.region": "data.region"}
	data := child(root, "data")
	if data == nil || data.Kind != yaml.MappingNode {
		errs.add("data", root.Line, "missing; the ConfigMap needs at least accountID and region there")
		return nil, nil
	}
	for i := 0; i+1 < len(data.Content); i += 2 {
		key, value := data.Content[i], data.Content[i+1]
		path := "data." + key.Value
		flat := flatKeyOf(key.Value)
		if flat == nil {
			errs.add(path, key.Line, "unknown key; %s", suggest(key.Value, flatNames()))
			continue
		}
		node, err := flat.read(value.Value)
		switch {
		case value.Kind != yaml.ScalarNode:
			errs.add(path, value.Line, "found %s; a string is expected", found(value))
		case value.ShortTag() != "!!str":
			errs.add(path, value.Line, "found %s, which YAML reads as a %s; quote it: \"%s\"", redact(value.Value), typeName(value), redact(value.Value))
		case err != nil:
			errs.add(path, value.Line, "%v", err)
		default:
			put(document, flat.path, node)
		}
		names[strings.Join(flat.path, ".")] = path
	}
	return document, names
}

func flatKeyOf(name string) *flatKey {
	for i := range flatKeys {
		if flatKeys[i].name == name {
			return &flatKeys[i]
		}
	}
	return nil
}

func flatNames() []string {
	names := make([]string, len(flatKeys))
	for i := range flatKeys {
		names[i] = flatKeys[i].name
	}
	return names
}

func readText(text string) (*yaml.Node, error) { return textNode(text), nil }

func readBool(text string) (*yaml.Node, error) {
	if text != "true" && text != "false" {
		return nil, fmt.Errorf("found %q; accepted: true, false", redact(text))
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: text}, nil
}

func readList(text string) (*yaml.Node, error) {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for part := range strings.SplitSeq(text, ",") {
		list.Content = append(list.Content, textNode(strings.TrimSpace(part)))
	}
	return list, nil
}

// readUpstreams reads ghcr.io=ghcr,quay.io: registries with or without a prefix.
func readUpstreams(text string) (*yaml.Node, error) {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for part := range strings.SplitSeq(text, ",") {
		registry, prefix, found := strings.Cut(strings.TrimSpace(part), "=")
		entry := newMap("registry", textNode(registry))
		if found {
			put(entry, []string{"prefix"}, textNode(prefix))
		}
		list.Content = append(list.Content, entry)
	}
	return list, nil
}

func textNode(text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
}

// newMap makes a map of keys and values in turn.
func newMap(entries ...any) *yaml.Node {
	m := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	for i := 0; i+1 < len(entries); i += 2 {
		m.Content = append(m.Content, textNode(entries[i].(string)), entries[i+1].(*yaml.Node))
	}
	return m
}

func child(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// put sets the value at a path, making the maps on the way.
func put(n *yaml.Node, path []string, value *yaml.Node) {
	below := child(n, path[0])
	if below == nil {
		below = newMap()
		n.Content = append(n.Content, textNode(path[0]), below)
	}
	if len(path) > 1 {
		put(below, path[1:], value)
		return
	}
	*below = *value
}
