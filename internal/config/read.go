package config

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// maxValues bounds the values of a document once aliases are counted at every
// place they are used: far above any configuration, far below what an alias bomb
// expands to.
const maxValues = 100_000

// read reads the text as one YAML document. It returns nil where it cannot.
func read(text []byte, p *problems) *yamlbytes.Node {
	root, refused := yamlbytes.ParseDocument(text)
	for _, r := range refused {
		e := finding.Finding{Line: r.Line, Message: r.Message}
		if root == nil {
			e.Message = "the function config is not YAML: " + e.Message
		}
		p.add(pathOf(root, r.At, ""), e)
	}
	switch {
	case root == nil:
		if len(refused) == 0 {
			p.add("", finding.Finding{Message: "the function config is empty", Accepted: acceptedDocuments})
		}
	case root.Weight() > maxValues:
		p.add("", finding.Finding{Line: root.Line, Message: fmt.Sprintf("the function config holds more than %d values, its aliases resolved", maxValues)})
		return nil
	}
	return root
}

// pathOf is the path of a value below the one at path; empty when it is not there.
func pathOf(from, to *yamlbytes.Node, path string) string {
	if from == to {
		return path
	}
	if from == nil || to == nil {
		return ""
	}
	for _, pair := range from.Pairs {
		if found := pathOf(pair.Value, to, below(path, pair.Key.Value)); found != "" {
			return found
		}
	}
	for i, item := range from.Items {
		if found := pathOf(item, to, element(path, i)); found != "" {
			return found
		}
	}
	return ""
}
