package config

import (
	"bytes"
	"fmt"

	ecrcache "github.com/amerintlxperts/ecrcache"
	goyaml "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"
)

// Parse reads a PullThroughCache, or a ConfigMap with the flat keys of Flat in
// its data, as YAML or JSON. It fills in defaults and validates. The error is of
// type Errors and holds every problem there is, or tells why the text is not
// YAML.
func Parse(text []byte) (*PullThroughCache, error) {
	root, err := decode(text)
	if err != nil {
		return nil, err
	}
	var errs Errors
	checkTokens("", root, &errs)
	names := pathNames{}
	if isConfigMap(root) {
		if root, names = fromFlat(root, &errs); root == nil {
			return nil, errs
		}
	}
	if checkIdentity(root, &errs); len(errs) > 0 && value(root, "kind") != Kind {
		return nil, errs
	}
	s, err := definitionSchema()
	if err != nil {
		return nil, err
	}
	s.check("", root, &errs)
	c, err := typed(root)
	if err == nil {
		c.Default()
		c.validate(&errs)
	}
	if len(errs) > 0 {
		return nil, names.rename(errs)
	}
	return c, err
}

// decode reads the text as one YAML document that is a map.
func decode(text []byte) (*goyaml.Node, error) {
	var document goyaml.Node
	if err := goyaml.Unmarshal(text, &document); err != nil {
		return nil, fmt.Errorf("the function config is not YAML: %w", err)
	}
	if len(document.Content) == 0 || document.Content[0].Kind != goyaml.MappingNode {
		return nil, fmt.Errorf("the function config is no map; a %s (%s) or a ConfigMap is expected", Kind, APIVersion)
	}
	return document.Content[0], nil
}

// typed turns the nodes into the types. It fails only where the schema found a
// problem already.
func typed(root *goyaml.Node) (*PullThroughCache, error) {
	var text bytes.Buffer
	if err := goyaml.NewEncoder(&text).Encode(root); err != nil {
		return nil, err
	}
	var c PullThroughCache
	if err := yaml.Unmarshal(text.Bytes(), &c); err != nil {
		return nil, err
	}
	return &c, nil
}

func isConfigMap(root *goyaml.Node) bool {
	return value(root, "kind") == "ConfigMap" && value(root, "apiVersion") == "v1"
}

// checkIdentity reports another kind or version than ours.
func checkIdentity(root *goyaml.Node, errs *Errors) {
	if kind := value(root, "kind"); kind != Kind {
		errs.add("kind", root.Line, "found %q; accepted: %s, or ConfigMap with apiVersion v1", kind, Kind)
	}
	if version := value(root, "apiVersion"); version != APIVersion {
		errs.add("apiVersion", root.Line, "found %q; accepted: %s", version, APIVersion)
	}
}

// value returns the scalar under a key of a map.
func value(n *goyaml.Node, key string) string {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1].Value
		}
	}
	return ""
}

// definitionSchema reads the schema that krmfile.yaml publishes.
func definitionSchema() (*schema, error) {
	var definition struct {
		Spec struct {
			Versions []struct {
				Schema struct {
					OpenAPIV3Schema *schema `yaml:"openAPIV3Schema"`
				} `yaml:"schema"`
			} `yaml:"versions"`
		} `yaml:"spec"`
	}
	if err := goyaml.Unmarshal([]byte(ecrcache.Definition()), &definition); err != nil {
		return nil, fmt.Errorf("krmfile.yaml: %w", err)
	}
	return definition.Spec.Versions[0].Schema.OpenAPIV3Schema, nil
}
