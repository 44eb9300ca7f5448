// Package object has the types that generators return: Kubernetes objects, as small ordered trees
// that can be encoded, and files. It is for generators, and for those who write one.
package object

import (
	"slices"
	"strings"
)

// A Map is an ordered mapping. A value is a string, an int, a bool, a Map, a List, a KeepEmpty or
// NoElements. Strings, maps and lists that are empty are not written; see [Empty].
type Map []Field

// A Field is one entry of a Map.
type Field struct {
	Key   string
	Value any
}

// A KeepEmpty is a string that is written even when it is empty, because a label, an annotation or a
// tag means something without a value.
type KeepEmpty string

// A List is a sequence of values.
type List []any

// NoElements is a list that is written although it is empty: for some readers no list and an
// empty one are not the same.
type NoElements struct{}

// An Object is one generated object.
type Object struct {
	APIVersion, Kind string
	Metadata         Metadata
	// Body are the fields other than apiVersion, kind and metadata, such as spec or data.
	Body Map
}

// Metadata is the object's metadata.
type Metadata struct {
	Name, Namespace     string
	Labels, Annotations Map
}

// Group returns the API group, empty for the core group.
func (o *Object) Group() string {
	group, _, found := strings.Cut(o.APIVersion, "/")
	if !found {
		return ""
	}
	return group
}

// Tree returns the whole object as a map.
func (o *Object) Tree() Map {
	return append(Map{
		{"apiVersion", o.APIVersion},
		{"kind", o.Kind},
		{"metadata", Map{
			{"name", o.Metadata.Name},
			{"namespace", o.Metadata.Namespace},
			{"labels", o.Metadata.Labels},
			{"annotations", o.Metadata.Annotations},
		}},
	}, o.Body...)
}

// Set returns the map with the key's value replaced, or added. It may change the map itself, as
// append does.
func (m Map) Set(key string, value any) Map {
	for i := range m {
		if m[i].Key == key {
			m[i].Value = value
			return m
		}
	}
	return append(m, Field{key, value})
}

// Has reports whether there is a value for the key.
func (m Map) Has(key string) bool {
	return slices.ContainsFunc(m, func(f Field) bool { return f.Key == key })
}

// Get returns the value for the key, nil when there is none.
func (m Map) Get(key string) any {
	for _, f := range m {
		if f.Key == key {
			return f.Value
		}
	}
	return nil
}

// Text returns the string at a path of keys through maps, empty when there is none.
func (m Map) Text(path ...string) string {
	value := m.Get(path[0])
	if len(path) > 1 {
		inner, _ := value.(Map)
		return inner.Text(path[1:]...)
	}
	switch text := value.(type) {
	case string:
		return text
	case KeepEmpty:
		return string(text)
	}
	return ""
}

// Texts returns a list of strings.
func Texts(texts []string) List {
	var list List
	for _, t := range texts {
		list = append(list, t)
	}
	return list
}

// Empty reports whether a value is not written, because it is empty. A map is empty if all its
// values are. Numbers and booleans never are, nor are KeepEmpty and NoElements.
func Empty(value any) bool {
	switch v := value.(type) {
	case string:
		return v == ""
	case List:
		return len(v) == 0
	case Map:
		for _, f := range v {
			if !Empty(f.Value) {
				return false
			}
		}
		return true
	}
	return value == nil
}
