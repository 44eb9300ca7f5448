package kustomization

import (
	"path"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// configMaps are the ConfigMaps that a kustomization makes of literals and files, as
// objects. Their values stand where the literals do, or the files are named. Nobody asks for
// them where nothing is copied.
func (t *tree) configMaps(k *target) []object {
	list := k.document.Root.Get("configMapGenerator")
	if list == nil || len(t.sourceRows) == 0 {
		return nil
	}
	if k.made == nil {
		k.made = []object{}
		for i, n := range list.Items {
			k.made = append(k.made, t.configMap(k, n, "configMapGenerator["+itoa(i)+"]."))
		}
	}
	return k.made
}

// configMap is one of them; at is where its generator stands.
func (t *tree) configMap(k *target, n *yamlbytes.Node, at string) object {
	data := &yamlbytes.Node{Kind: yamlbytes.Mapping}
	places := map[*yamlbytes.Node]string{}
	add := func(r reference, key, text string) {
		value := *r.node
		value.Value = text
		places[&value] = at + r.key
		data.Pairs = append(data.Pairs, yamlbytes.Pair{Key: scalar(key), Value: &value})
	}
	for _, r := range references(n, "literals") {
		if key, text, found := strings.Cut(r.text, "="); found {
			add(r, key, strings.Trim(text, `'"`))
		}
	}
	for _, r := range references(n, "files") {
		key, file, found := strings.Cut(r.text, "=")
		if !found {
			key, file = path.Base(r.text), r.text
		}
		if text := t.shortText(k, file); text != "" {
			add(r, key, text)
		}
	}
	envs := references(n, "envs")
	if env := n.Get("env"); env != nil && env.Kind == yamlbytes.Scalar {
		envs = append(envs, reference{env.Value, env, "env"})
	}
	for _, r := range envs {
		for line := range strings.Lines(t.shortText(k, r.text)) {
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
		paths[pathTo(root, n)] = place
	}
	return object{k.document, root, fields.ObjectKind{Version: "v1", Kind: "ConfigMap"}, func(p string) string { return paths[p] }}
}

// longestText bounds the files that may hold images alone.
const longestText = 64 << 10

// shortText is the text of a file that a generator names; empty for one that cannot be read.
func (t *tree) shortText(k *target, file string) string {
	text, err := t.files.Read(t.within(k.dir, file))
	if err != nil || len(text) > longestText {
		return ""
	}
	return strings.TrimRight(string(text), "\n")
}

func scalar(text string) *yamlbytes.Node { return &yamlbytes.Node{Value: text} }
