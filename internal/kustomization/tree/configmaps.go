package tree

import (
	"path"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// ConfigMaps returns the ConfigMaps that the configMapGenerator of a kustomization makes of
// literals and files. The place of a value is that of the literal, or where the file is named.
func (t *Tree) ConfigMaps(k *Kustomization) []manifest.Object {
	list := k.Document.Root.Get("configMapGenerator")
	if list == nil {
		return nil
	}
	if k.configMaps == nil {
		k.configMaps = []manifest.Object{}
		for i, n := range list.Items {
			k.configMaps = append(k.configMaps, t.configMap(k, n, "configMapGenerator["+strconv.Itoa(i)+"]."))
		}
	}
	return k.configMaps
}

// configMap returns the ConfigMap that the generator n makes; at is the path of n, with a dot.
func (t *Tree) configMap(k *Kustomization, n *yamlbytes.Node, at string) manifest.Object {
	data := &yamlbytes.Node{Kind: yamlbytes.Mapping}
	places := map[*yamlbytes.Node]string{}
	add := func(r Reference, key, text string) {
		value := *r.Node
		value.Value = text
		places[&value] = at + r.Key
		data.Pairs = append(data.Pairs, yamlbytes.Pair{Key: scalar(key), Value: &value})
	}
	for _, r := range references(n, "literals") {
		if key, text, found := strings.Cut(r.Text, "="); found {
			add(r, key, strings.Trim(text, `'"`))
		}
	}
	for _, r := range references(n, "files") {
		key, file, found := strings.Cut(r.Text, "=")
		if !found {
			key, file = path.Base(r.Text), r.Text
		}
		if text := t.shortText(k, file); text != "" {
			add(r, key, text)
		}
	}
	envs := references(n, "envs")
	if env := n.Get("env"); env != nil && env.Kind == yamlbytes.Scalar {
		envs = append(envs, Reference{env.Value, env, "env"})
	}
	for _, r := range envs {
		for line := range strings.Lines(t.shortText(k, r.Text)) {
			if key, text, found := strings.Cut(strings.TrimSpace(line), "="); found && !strings.HasPrefix(key, "#") {
				add(r, key, text)
			}
		}
	}
	root := &yamlbytes.Node{Kind: yamlbytes.Mapping, Pairs: []yamlbytes.Pair{
		{Key: scalar("metadata"), Value: &yamlbytes.Node{Kind: yamlbytes.Mapping, Pairs: []yamlbytes.Pair{{Key: scalar("name"), Value: scalar(n.Text("name"))}}}},
		{Key: scalar("data"), Value: data},
	}}
	paths := map[string]string{}
	for n, place := range places {
		paths[manifest.PathTo(root, n)] = place
	}
	return manifest.Object{Document: k.Document, Root: root, Kind: fields.ObjectKind{Version: "v1", Kind: "ConfigMap"}, Path: func(p string) string { return paths[p] }}
}

// maxText bounds the size of a file of a generator that may hold an image and little else.
const maxText = 64 << 10

// shortText returns the text of a file that a generator names, without newlines at its end; empty
// for one that is too large or cannot be read.
func (t *Tree) shortText(k *Kustomization, file string) string {
	text, err := t.Files.Read(t.Within(k.Dir, file))
	if err != nil || len(text) > maxText {
		return ""
	}
	return strings.TrimRight(string(text), "\n")
}

// scalar returns a text as a node.
func scalar(text string) *yamlbytes.Node { return &yamlbytes.Node{Value: text} }
