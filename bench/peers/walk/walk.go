// Package walk finds the images in a tree of the YAML library: in containers, and
// in the values of HelmReleases. It is as short as such a function can be.
package walk

import (
	"github.com/amerintlxperts/ecrcache/bench/peers/move"
	"go.yaml.in/yaml/v3"
)

// Object moves the images of one object.
func Object(object *yaml.Node) {
	if kind := field(object, "kind"); kind != nil && kind.Value == "HelmRelease" {
		values(field(field(object, "spec"), "values"))
		return
	}
	workload(field(object, "spec"))
}

// workload looks for containers at any depth.
func workload(n *yaml.Node) {
	if n == nil {
		return
	}
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		switch n.Content[i].Value {
		case "containers", "initContainers", "ephemeralContainers":
			for _, container := range n.Content[i+1].Content {
				reference(field(container, "image"))
			}
		default:
			workload(n.Content[i+1])
		}
	}
}

// values looks for an image, or a repository with its registry, at any depth.
func values(n *yaml.Node) {
	if n == nil {
		return
	}
	if registry, repository := field(n, "registry"), field(n, "repository"); registry != nil && repository != nil {
		registry.Value, repository.Value, _ = move.Parts(registry.Value, repository.Value)
	}
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		switch key := n.Content[i].Value; {
		case (key == "image" || key == "repository") && n.Content[i+1].Kind == yaml.ScalarNode:
			reference(n.Content[i+1])
		default:
			values(n.Content[i+1])
		}
	}
}

func reference(n *yaml.Node) {
	if n == nil || n.Kind != yaml.ScalarNode {
		return
	}
	if moved, found := move.Reference(n.Value); found {
		n.Value = moved
	}
}

// field is the value of a key of a map, or nil.
func field(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// Document moves the images of a document: of the items of a list, or of one object.
func Document(document *yaml.Node) {
	root := document.Content[0]
	items := field(root, "items")
	if items == nil {
		Object(root)
		return
	}
	for _, item := range items.Content {
		Object(item)
	}
}
