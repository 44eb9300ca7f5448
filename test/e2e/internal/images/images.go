// Package images lists the images of rendered manifests. It reads them with a
// YAML library and looks for the key alone, so it knows nothing of how the
// function finds them.
package images

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// An Image is one image and where it stands.
type Image struct {
	Resource  string // such as Deployment orders/orders-api
	Path      string // such as spec.template.spec.containers[0].image
	Reference string
}

// FromGHCR reports whether the image is pulled from ghcr.io.
func (i Image) FromGHCR() bool { return strings.HasPrefix(strings.ToLower(i.Reference), "ghcr.io/") }

// Read lists the images of a YAML stream in its order.
func Read(stream []byte) ([]Image, error) {
	var all []Image
	decoder := yaml.NewDecoder(bytes.NewReader(stream))
	for {
		var document yaml.Node
		err := decoder.Decode(&document)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading manifests: %w", err)
		}
		name, err := resource(&document)
		if err != nil {
			return nil, err
		}
		walk(&document, "", func(path, reference string) {
			all = append(all, Image{name, path, reference})
		})
	}
}

// resource names the object of a document.
func resource(document *yaml.Node) (string, error) {
	var object struct {
		Kind     string
		Metadata struct{ Name, Namespace string }
	}
	if err := document.Decode(&object); err != nil {
		return "", fmt.Errorf("reading a manifest: %w", err)
	}
	name := object.Metadata.Name
	if object.Metadata.Namespace != "" {
		name = object.Metadata.Namespace + "/" + name
	}
	return object.Kind + " " + name, nil
}

// walk calls found for every text under a key "image".
func walk(n *yaml.Node, path string, found func(path, reference string)) {
	switch n.Kind {
	case yaml.DocumentNode:
		walk(n.Content[0], path, found)
	case yaml.SequenceNode:
		for i, item := range n.Content {
			walk(item, fmt.Sprintf("%s[%d]", path, i), found)
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i].Value, n.Content[i+1]
			below := strings.TrimPrefix(path+"."+key, ".")
			if key == "image" && value.Kind == yaml.ScalarNode {
				found(below, value.Value)
				continue
			}
			walk(value, below, found)
		}
	}
}
