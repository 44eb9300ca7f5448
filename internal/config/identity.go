package config

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/config/schemacheck"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/spelling"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// identify checks whether the document is of a kind and version that are read. It returns
// false when nothing more can be checked.
func identify(root *yamlbytes.Node, p *problems.Collector) bool {
	if root.Kind != yamlbytes.Mapping {
		p.Add("", finding.Finding{Line: root.Line, Message: "the function config is " + describeDocument(root), Accepted: acceptedDocuments})
		return false
	}
	kind, version := schemacheck.StringAt(root, "kind"), schemacheck.StringAt(root, "apiVersion")
	switch {
	case kind == "ConfigMap":
		if version != "v1" {
			p.Add("apiVersion", refusedIdentity("apiVersion", root, "v1 for a ConfigMap, "+v1alpha1.APIVersion+" for a "+v1alpha1.Kind))
		}
	case kind != v1alpha1.Kind:
		e := refusedIdentity("kind", root, v1alpha1.Kind+" ("+v1alpha1.APIVersion+"), or ConfigMap (v1) with flat keys in its data")
		if spelling.Nearest(kind, []string{v1alpha1.Kind}) != "" {
			e.Hint = "did you mean " + v1alpha1.Kind + "?"
		}
		p.Add("kind", e)
		return false
	case version != v1alpha1.APIVersion:
		p.Add("apiVersion", refusedVersion(root, version))
	}
	return true
}

// refusedVersion distinguishes an unknown version of our group, a misspelled group, and a
// ConfigMap's flat keys under our kind.
func refusedVersion(root *yamlbytes.Node, version string) finding.Finding {
	e := refusedIdentity("apiVersion", root, v1alpha1.APIVersion)
	group, name, _ := strings.Cut(version, "/")
	switch {
	case group == v1alpha1.Group:
		e.Message = "this program does not know the version " + finding.Quote(name)
	case version == "v1" && root.Get("data") != nil:
		e.Hint = "flat keys in data make a ConfigMap: write kind: ConfigMap"
	case spelling.Nearest(group, []string{v1alpha1.Group}) != "":
		e.Hint = "did you mean the group " + v1alpha1.Group + "?"
	}
	return e
}

func refusedIdentity(key string, root *yamlbytes.Node, accepted string) finding.Finding {
	e := finding.Finding{Line: root.Line, Message: "missing", Accepted: accepted}
	if n := root.Get(key); n != nil {
		e.Line, e.Message, e.Found = n.Line, "", schemacheck.Describe(n)
	}
	return e
}

// describeDocument says in words what a whole document is. A text is not quoted: in a wrong file, such as one with a
// password alone, it is the secret.
func describeDocument(root *yamlbytes.Node) string {
	switch {
	case root.IsNull():
		return "empty"
	case root.Kind == yamlbytes.Scalar:
		return "a text"
	}
	return schemacheck.Describe(root)
}

func isConfigMap(root *yamlbytes.Node) bool { return schemacheck.StringAt(root, "kind") == "ConfigMap" }
