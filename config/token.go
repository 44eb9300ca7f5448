package config

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// tokenMarks begin GitHub's tokens
// (https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats).
var tokenMarks = []string{"ghp_", "github_pat_", "gho_", "ghu_", "ghs_", "ghr_"}

func holdsToken(text string) bool {
	for _, mark := range tokenMarks {
		if strings.Contains(text, mark) {
			return true
		}
	}
	return false
}

// redact hides a text that holds a token.
func redact(text string) string {
	if holdsToken(text) {
		return "a token (not shown)"
	}
	return text
}

// checkTokens refuses a token anywhere in the document, also in keys and
// comments, without repeating it.
func checkTokens(path string, n *yaml.Node, errs *Errors) {
	if n.Kind == yaml.ScalarNode && holdsToken(n.Value) || holdsToken(n.HeadComment+n.LineComment+n.FootComment) {
		errs.add(path, n.Line, "a GitHub token stands here; a configuration is kept in Git and must not hold one: revoke it, and keep the new one in a Secret")
	}
	for i, child := range n.Content {
		below := path
		if n.Kind == yaml.MappingNode && i%2 == 1 {
			below = join(path, redact(n.Content[i-1].Value))
		}
		checkTokens(below, child, errs)
	}
}
