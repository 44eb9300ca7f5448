package config

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

const tokenHint = "revoke it, because Git keeps it; put the new one into a Secret that the credential is read from"

// partsOfCredential are what people write for the credential itself.
var partsOfCredential = []string{"username", "password", "accessToken", "token", "pat", "value"}

const credentialHint = `put {"username":"…","accessToken":"…"} under one key of a Kubernetes Secret and name that in kubernetesSecret, or give the arn of a secret that is there`

// refuseTokens refuses tokens anywhere in the text: in a value, a key, a comment,
// and in text that is not even YAML. root is nil when there is none.
func refuseTokens(text []byte, root *yamlbytes.Node, p *problems) {
	told := map[string]bool{}
	refuseValues(root, "", told, p)
	number := 0
	for line := range strings.Lines(string(text)) {
		number++
		if start, end := redact.FindToken(line); start >= 0 && !told[line[start:end]] {
			p.add("", finding.Finding{Line: number, Message: "a token stands here, in a key or a comment", Hint: tokenHint})
		}
	}
}

// refuseValues refuses the tokens in values, and notes them.
func refuseValues(n *yamlbytes.Node, path string, told map[string]bool, p *problems) {
	if n == nil {
		return
	}
	if start, end := redact.FindToken(n.Value); start >= 0 {
		told[n.Value[start:end]] = true
		p.add(path, finding.Finding{Line: n.Line, Message: "a token stands here; a configuration never holds one", Hint: tokenHint})
	}
	for _, pair := range n.Pairs {
		refuseValues(pair.Value, below(path, pair.Key.Value), told, p)
	}
	for i, item := range n.Items {
		refuseValues(item, element(path, i), told, p)
	}
}
