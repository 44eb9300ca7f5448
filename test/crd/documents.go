package crd

import (
	"bytes"
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/yaml"
)

// Split splits a stream of YAML documents.
func Split(stream []byte) [][]byte {
	return bytes.Split(stream, []byte("\n---\n"))
}

// Parse reads a document as kubectl does: YAML with every key once, made JSON.
func Parse(document []byte) (*unstructured.Unstructured, error) {
	text, err := yaml.YAMLToJSONStrict(document)
	if err != nil {
		return nil, err
	}
	object := &unstructured.Unstructured{}
	if err := json.Unmarshal(text, &object.Object); err != nil {
		return nil, fmt.Errorf("it is no object: %w", err)
	}
	return object, nil
}
