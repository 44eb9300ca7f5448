package config

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A reader reads the value of a flat key. It returns nil, and what is accepted,
// for a text it cannot read.
type reader func(text string, line int) (n *node, accepted string)

func readText(text string, line int) (*node, string) { return newText(text, line), "" }

func readBool(text string, line int) (*node, string) {
	if text != "true" && text != "false" {
		return nil, "true, false"
	}
	return &node{kind: yaml.ScalarNode, tag: "!!bool", text: text, line: line}, ""
}

// readNumber reads a number from 0.
func readNumber(text string, line int) (*node, string) {
	if _, err := strconv.ParseUint(text, 10, 31); err != nil {
		return nil, "a number from 0"
	}
	return &node{kind: yaml.ScalarNode, tag: "!!int", text: text, line: line}, ""
}

// readList reads a,b or one word a line.
func readList(text string, line int) (*node, string) {
	list := newList(line)
	for _, part := range parts(text) {
		list.items = append(list.items, newText(part, line))
	}
	if len(list.items) == 0 {
		return nil, "words separated by commas, such as amerintlxperts/**,other/app"
	}
	return list, ""
}

// readUpstreams reads ghcr.io=ghcr,quay.io: registries, with a prefix or without.
func readUpstreams(text string, line int) (*node, string) {
	list := newList(line)
	for _, part := range parts(text) {
		registry, prefix, found := strings.Cut(part, "=")
		upstream := newMap(line)
		upstream.set("registry", newText(strings.TrimSpace(registry), line))
		if found {
			upstream.set("prefix", newText(strings.TrimSpace(prefix), line))
		}
		list.items = append(list.items, upstream)
	}
	if len(list.items) == 0 {
		return nil, "registries separated by commas, each with or without a prefix, such as ghcr.io=ghcr,quay.io"
	}
	return list, ""
}

// readMaps reads kind=Deployment+name=web,kind=CronJob: a list of maps.
func readMaps(text string, line int) (*node, string) {
	list := newList(line)
	for _, part := range parts(text) {
		entry := newMap(line)
		for assignment := range strings.SplitSeq(part, "+") {
			key, value, found := strings.Cut(assignment, "=")
			if !found || entry.get(key) != nil {
				return nil, acceptedMaps
			}
			entry.set(strings.TrimSpace(key), newText(strings.TrimSpace(value), line))
		}
		list.items = append(list.items, entry)
	}
	if len(list.items) == 0 {
		return nil, acceptedMaps
	}
	return list, ""
}

const acceptedMaps = "key=value, joined by + and separated by commas, such as kind=Deployment+name=web,kind=CronJob"

// parts splits at commas and line ends; nothing between two of them is nothing.
func parts(text string) []string {
	var list []string
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == '\n' }) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}
