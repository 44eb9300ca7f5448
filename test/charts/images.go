package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// An Image is an image where a rendered chart has it.
type Image struct {
	Template, Path, Text string
	// Pulled says that it is a container's, which the kubelet pulls.
	Pulled bool
}

func (i Image) key() string { return i.Template + " " + i.Path }

// Images lists the images of a rendered chart in a fixed order: those of containers,
// and the strings of fields that are named image.
func Images(r Rendered) []Image {
	var all []Image
	names := make([]string, 0, len(r))
	for name := range r {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if strings.HasSuffix(name, "NOTES.txt") {
			continue
		}
		decoder := yaml.NewDecoder(strings.NewReader(r[name]))
		for i := 0; ; i++ {
			var document any
			err := decoder.Decode(&document)
			if err == io.EOF {
				break
			}
			if err != nil {
				break
			}
			collect(&all, fmt.Sprintf("%s#%s", name, identity(document, i)), "", document, false)
		}
	}
	return all
}

// identity tells the documents of a template apart: some charts render maps, in any order.
func identity(document any, index int) string {
	object, _ := document.(map[string]any)
	metadata, _ := object["metadata"].(map[string]any)
	if object["kind"] == nil || metadata["name"] == nil {
		return fmt.Sprint(index)
	}
	return fmt.Sprintf("%v/%v/%v", object["kind"], metadata["namespace"], metadata["name"])
}

func collect(all *[]Image, template, path string, v any, container bool) {
	switch v := v.(type) {
	case map[string]any:
		keys := make([]string, 0, len(v))
		for key := range v {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		for _, key := range keys {
			if text, ok := v[key].(string); ok && (key == "image" || strings.HasSuffix(key, "Image")) && text != "" {
				*all = append(*all, Image{template, path + "." + key, text, container && key == "image"})
			}
			collect(all, template, path+"."+key, v[key], strings.HasSuffix(strings.ToLower(key), "containers"))
		}
	case []any:
		for i := range v {
			collect(all, template, fmt.Sprintf("%s[%d]", path, i), v[i], container)
		}
	}
}
