package configmap

import (
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/schema"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A reader reads the text under a key. For a text that it cannot read it returns nil and
// what it accepts.
type reader func(text string, line int) (n *yamlbytes.Node, accepted string)

// readerOf returns the reader for the type that the schema gives a field.
func readerOf(k schema.ConfigMapKey) reader {
	switch s := k.Schema; {
	case k.Path == "spec.upstreams":
		return readUpstreams
	case s.Type == "array" && s.Items.Type == "object":
		return readMaps
	case s.Type == "array":
		return readList
	case s.Type == "boolean":
		return readBool
	case s.Type == "integer":
		return readNumber
	}
	return readText
}

func readText(text string, line int) (*yamlbytes.Node, string) {
	return yamlbytes.NewText(text, line), ""
}

func readBool(text string, line int) (*yamlbytes.Node, string) {
	if text != "true" && text != "false" {
		return nil, "true, false"
	}
	return &yamlbytes.Node{Value: text, Line: line}, ""
}

// readNumber reads an integer that is not negative.
func readNumber(text string, line int) (*yamlbytes.Node, string) {
	if _, err := strconv.ParseUint(text, 10, 31); err != nil {
		return nil, "a number from 0"
	}
	return &yamlbytes.Node{Value: text, Line: line}, ""
}

// readList reads words, separated by commas or on a line each.
func readList(text string, line int) (*yamlbytes.Node, string) {
	list := newList(line)
	for _, part := range parts(text) {
		list.Items = append(list.Items, yamlbytes.NewText(part, line))
	}
	if len(list.Items) == 0 {
		return nil, "words separated by commas, such as amerintlxperts/**,other/app"
	}
	return list, ""
}

// readUpstreams reads registries, each with or without its prefix: ghcr.io=ghcr,quay.io.
func readUpstreams(text string, line int) (*yamlbytes.Node, string) {
	list := newList(line)
	for _, part := range parts(text) {
		registry, prefix, found := strings.Cut(part, "=")
		upstream := newMap(line)
		set(upstream, "registry", yamlbytes.NewText(strings.TrimSpace(registry), line))
		if found {
			set(upstream, "prefix", yamlbytes.NewText(strings.TrimSpace(prefix), line))
		}
		list.Items = append(list.Items, upstream)
	}
	if len(list.Items) == 0 {
		return nil, "registries separated by commas, each with or without a prefix, such as ghcr.io=ghcr,quay.io"
	}
	return list, ""
}

// readMaps reads a list of maps: kind=Deployment+name=web,kind=CronJob.
func readMaps(text string, line int) (*yamlbytes.Node, string) {
	list := newList(line)
	for _, part := range parts(text) {
		entry := newMap(line)
		for assignment := range strings.SplitSeq(part, "+") {
			key, value, found := strings.Cut(assignment, "=")
			key = strings.TrimSpace(key)
			if !found || entry.Get(key) != nil {
				return nil, acceptedMaps
			}
			set(entry, key, yamlbytes.NewText(strings.TrimSpace(value), line))
		}
		list.Items = append(list.Items, entry)
	}
	if len(list.Items) == 0 {
		return nil, acceptedMaps
	}
	return list, ""
}

const acceptedMaps = "key=value, joined by + and separated by commas, such as kind=Deployment+name=web,kind=CronJob"

// parts splits a text at commas and line ends, and leaves out what is empty.
func parts(text string) []string {
	var list []string
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == '\n' }) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}
