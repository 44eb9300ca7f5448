package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A resource is an object and its images, in the order they stand.
type resource struct {
	title  string // Deployment orders/orders-api
	images []string
}

// resources reads the objects of a YAML stream that have images.
func resources(stream []byte) ([]resource, error) {
	var all []resource
	decoder := yaml.NewDecoder(bytes.NewReader(stream))
	for {
		var object struct {
			Kind     string
			Metadata struct{ Namespace, Name string }
			Spec     yaml.Node
		}
		switch err := decoder.Decode(&object); {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, err
		}
		name := strings.TrimPrefix(object.Metadata.Namespace+"/"+object.Metadata.Name, "/")
		if images := imagesIn(&object.Spec); len(images) > 0 {
			all = append(all, resource{fmt.Sprint(object.Kind, " ", name), images})
		}
	}
}

// imagesIn lists the values of every key image.
func imagesIn(n *yaml.Node) []string {
	var images []string
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == "image" && child.Kind == yaml.ScalarNode {
			images = append(images, child.Value)
		}
		images = append(images, imagesIn(child)...)
	}
	return images
}
