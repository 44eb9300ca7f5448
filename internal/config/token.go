package config

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

const tokenHint = "revoke it, because Git keeps it; put the new one into a Secret that the credential is read from"

// refuseTokens refuses tokens anywhere in a document: in values, keys and comments, and in
// text that is not YAML at all. root is nil for such a text.
func refuseTokens(text []byte, root *yamlbytes.Node, p *problems.Collector) {
	seen := map[string]bool{}
	refuseValues(root, "", seen, p)
	number := 0
	for line := range strings.Lines(string(text)) {
		number++
		if start, end := redact.FindToken(line); start >= 0 && !seen[line[start:end]] {
			p.Add("", finding.Finding{Line: number, Message: "there is a token here, in a key or a comment", Hint: tokenHint})
		}
	}
}

// refuseValues refuses the tokens in values, and adds them to seen.
func refuseValues(n *yamlbytes.Node, path string, seen map[string]bool, p *problems.Collector) {
	if n == nil {
		return
	}
	if start, end := redact.FindToken(n.Value); start >= 0 {
		seen[n.Value[start:end]] = true
		p.Add(path, finding.Finding{Line: n.Line, Message: "there is a token here; a configuration must not contain one", Hint: tokenHint})
	}
	for _, pair := range n.Pairs {
		refuseValues(pair.Value, problems.Key(path, pair.Key.Value), seen, p)
	}
	for i, item := range n.Items {
		refuseValues(item, problems.Element(path, i), seen, p)
	}
}
