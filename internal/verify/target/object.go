package target

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// An object is one document of a file, decoded into maps, lists and scalars.
type object map[string]any

// objects reads the documents of a text that are maps. A text that is not YAML, such as a
// template, has none.
func objects(text []byte) []object {
	var all []object
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	for {
		var o object
		switch err := decoder.Decode(&o); {
		case errors.Is(err, io.EOF):
			return all
		case err != nil && !isTypeError(err):
			return nil
		case o == nil:
			continue
		}
		if items, ok := o["items"].([]any); ok && strings.HasSuffix(o.text("kind"), "List") {
			for _, item := range items {
				all = append(all, asObject(item))
			}
			continue
		}
		all = append(all, o)
	}
}

// isTypeError reports whether the error of decoding a document is that it is YAML, but not a map.
func isTypeError(err error) bool {
	var bad *yaml.TypeError
	return errors.As(err, &bad)
}

// asObject returns a value that is a map; nil for anything else.
func asObject(value any) object {
	switch m := value.(type) {
	case object:
		return m
	case map[string]any:
		return m
	}
	return nil
}

// group returns the API group with a slash at its end.
func (o object) group() string {
	group, _, found := strings.Cut(o.text("apiVersion"), "/")
	if !found {
		return ""
	}
	return group + "/"
}

// at returns the object below keys; nil when there is none.
func (o object) at(keys ...string) object {
	for _, key := range keys {
		o = asObject(o[key])
	}
	return o
}

// text returns a field that is a string.
func (o object) text(key string) string {
	text, _ := o[key].(string)
	return text
}

// list returns a field that is a list.
func (o object) list(key string) []any {
	list, _ := o[key].([]any)
	return list
}

// texts returns the strings of a list.
func (o object) texts(key string) []string {
	var all []string
	for _, value := range o.list(key) {
		if text, ok := value.(string); ok {
			all = append(all, text)
		}
	}
	return all
}

// name is NAMESPACE/NAME, or NAME without a namespace.
func (o object) name() string {
	m := o.at("metadata")
	return strings.Trim(m.text("namespace")+"/"+m.text("name"), "/")
}

// isComponent reports whether a kustomization file is a Component.
func isComponent(kustomization []byte) bool {
	for _, o := range objects(kustomization) {
		return o.text("kind") == "Component"
	}
	return false
}
