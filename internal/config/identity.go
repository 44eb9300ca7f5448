package config

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// identify notes whether the document is of a kind and version that are read. It
// returns false when nothing more can be said about it.
func identify(root *node, p *problems) bool {
	if root.kind != yaml.MappingNode {
		p.add(Error{Line: root.line, Reason: "the function config is " + describe(root), Accepted: acceptedDocuments})
		return false
	}
	kind, version := root.string("kind"), root.string("apiVersion")
	switch {
	case kind == "ConfigMap":
		if version != "v1" {
			p.add(identityError("apiVersion", root, "v1 for a ConfigMap, "+APIVersion+" for a "+Kind))
		}
	case kind != Kind:
		e := identityError("kind", root, Kind+" ("+APIVersion+"), or ConfigMap (v1) with flat keys in its data")
		if Nearest(kind, []string{Kind}) != "" {
			e.Hint = "did you mean " + Kind + "?"
		}
		p.add(e)
		return false
	case version != APIVersion:
		p.add(versionError(root, version))
	}
	return true
}

// versionError tells a version that is not known from a group that is not ours,
// and the flat keys of a ConfigMap from both.
func versionError(root *node, version string) Error {
	e := identityError("apiVersion", root, APIVersion)
	group, name, _ := strings.Cut(version, "/")
	switch {
	case group == Group:
		e.Reason = "this program does not know the version " + excerpt(name)
	case version == "v1" && root.get("data") != nil:
		e.Hint = "flat keys in data make a ConfigMap: write kind: ConfigMap"
	case Nearest(group, []string{Group}) != "":
		e.Hint = "did you mean the group " + Group + "?"
	}
	return e
}

func identityError(key string, root *node, accepted string) Error {
	e := Error{Path: key, Line: root.line, Reason: "missing", Accepted: accepted}
	if n := root.get(key); n != nil {
		e.Line, e.Reason, e.Found = n.line, "", found(n)
	}
	return e
}

// describe is found for a whole document.
func describe(root *node) string {
	if root.isNull() {
		return "empty"
	}
	return found(root)
}

func isConfigMap(root *node) bool { return root.string("kind") == "ConfigMap" }
