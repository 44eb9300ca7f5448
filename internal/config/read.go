package config

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// maxValues limits how many values a document may have, where an alias counts as all that
// it refers to: far more than any configuration has, far fewer than an alias bomb makes.
const maxValues = 100_000

// read reads the text as one YAML document. It returns nil when it cannot.
func read(text []byte, p *problems.Collector) *yamlbytes.Node {
	root, refused := yamlbytes.ParseDocument(text)
	for _, r := range refused {
		e := finding.Finding{Line: r.Line, Message: r.Message}
		if root == nil {
			e.Message = "the function config is not YAML: " + e.Message
		}
		p.Add(pathOf(root, r.At, ""), e)
	}
	switch {
	case root == nil:
		if len(refused) == 0 {
			p.Add("", finding.Finding{Message: "the function config is empty", Accepted: acceptedDocuments})
		}
	case root.Weight() > maxValues:
		p.Add("", finding.Finding{Line: root.Line, Message: fmt.Sprintf("the function config holds more than %d values, its aliases resolved", maxValues)})
		return nil
	}
	return root
}

// pathOf returns the path of the value to in the value from, which is at path; "" when it is not in
// there.
func pathOf(from, to *yamlbytes.Node, path string) string {
	if from == to {
		return path
	}
	if from == nil || to == nil {
		return ""
	}
	for _, pair := range from.Pairs {
		if found := pathOf(pair.Value, to, problems.Key(path, pair.Key.Value)); found != "" {
			return found
		}
	}
	for i, item := range from.Items {
		if found := pathOf(item, to, problems.Element(path, i)); found != "" {
			return found
		}
	}
	return ""
}
