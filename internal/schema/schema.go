// Package schema is a structural OpenAPI v3 schema, as far as the PullThroughCache
// uses it. The command schemagen makes one from the types of api/v1alpha1; package config
// checks documents against it.
package schema

import "strings"

// A Schema says what a value must be. What is empty or zero asks for nothing.
type Schema struct {
	Type        string
	Description string
	// Accepts (x-accepts) says in words what the pattern accepts.
	Accepts string
	// ConfigMap is the key for the field in the data of a ConfigMap, such as region. KEY:PATH
	// is a key for the field at PATH inside this one.
	ConfigMap     string
	Required      []string
	MinProperties int
	MinItems      int
	MaxItems      int
	MinLength     int
	MaxLength     int
	Minimum       int
	Pattern       string
	Enum          []string
	Default       string
	Items         *Schema
	// Additional is what the values of a map must be whose keys are free.
	Additional *Schema
	Properties []Property
}

// A Property is a key of an object, and what its value must be.
type Property struct {
	Key    string
	Schema *Schema
}

// Property returns the schema of a property; nil for an unknown key.
func (s *Schema) Property(key string) *Schema {
	for i := range s.Properties {
		if s.Properties[i].Key == key {
			return s.Properties[i].Schema
		}
	}
	return nil
}

// Keys returns the keys of the properties, in their order.
func (s *Schema) Keys() []string {
	keys := make([]string, len(s.Properties))
	for i := range s.Properties {
		keys[i] = s.Properties[i].Key
	}
	return keys
}

// Accepted says in words what the schema accepts.
func (s *Schema) Accepted() string {
	switch {
	case s.Accepts != "":
		return s.Accepts
	case len(s.Enum) > 0:
		return strings.Join(s.Enum, ", ")
	case s.Type == "boolean":
		return "true, false"
	case s.Type == "integer":
		return "a number"
	case s.Type == "array":
		return "a list"
	case s.Type == "object" && len(s.Required) > 0:
		return "a map with at least " + strings.Join(s.Required, " and ")
	case s.Type == "object" && len(s.Properties) > 0:
		return "a map with " + strings.Join(s.Keys(), ", ")
	case s.Type == "object":
		return "a map"
	}
	return "a string"
}

// A ConfigMapKey is a key of a ConfigMap's data, the path of the field that it gives,
// and the field's schema.
type ConfigMapKey struct {
	Name, Path string
	Schema     *Schema
}

// ConfigMapKeys lists every key by which the data of a ConfigMap gives a field, in the
// order of the fields: upstreams comes before prefix, which is a field of the first upstream.
// Elements of other lists have no keys.
func (s *Schema) ConfigMapKeys() []ConfigMapKey { return s.appendKeys(nil, "") }

func (s *Schema) appendKeys(keys []ConfigMapKey, path string) []ConfigMapKey {
	for _, p := range s.Properties {
		at, below := strings.TrimPrefix(path+"."+p.Key, "."), p.Schema
		if name, rest, _ := strings.Cut(below.ConfigMap, ":"); name != "" {
			keys = append(keys, ConfigMapKey{name, at, below}.below(rest))
		}
		if at == "spec.upstreams" {
			at, below = at+"[0]", below.Items
		}
		keys = below.appendKeys(keys, at)
	}
	return keys
}

// below returns the key for the field at a path inside the key's field; an empty path is that field.
func (key ConfigMapKey) below(path string) ConfigMapKey {
	for path != "" {
		var next string
		next, path, _ = strings.Cut(path, ".")
		key.Path, key.Schema = key.Path+"."+next, key.Schema.Property(next)
	}
	return key
}
