package config

import (
	"strings"
	"unicode"
)

// tokenMarks begin the tokens of the registries a cache may need a credential
// for: GitHub
// (https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats),
// Docker Hub and GitLab.
var tokenMarks = [...]string{"ghp_", "github_pat_", "gho_", "ghu_", "ghs_", "ghr_", "dckr_pat_", "dckr_oat_", "glpat-", "gldt-"}

// surelyToken is how many letters and digits behind a mark make a token even in
// the middle of a word.
const surelyToken = 20

const tokenHint = "revoke it, because Git keeps it; put the new one into a Secret that the credential is read from"

// partsOfCredential are what people write for the credential itself.
var partsOfCredential = []string{"username", "password", "accessToken", "token", "pat", "value"}

const credentialHint = `put {"username":"…","accessToken":"…"} under one key of a Kubernetes Secret and name that in kubernetesSecret, or give the arn of a secret that is there`

// holdsToken reports whether a token stands in the text.
func holdsToken(text string) bool {
	start, _ := findToken(text)
	return start >= 0
}

// Redact replaces every token in the text.
func Redact(text string) string {
	for start, end := findToken(text); start >= 0; start, end = findToken(text) {
		text = text[:start] + "(token not shown)" + text[end:]
	}
	return text
}

// findToken finds a token in the text; start is -1 when there is none.
func findToken(text string) (start, end int) {
	for _, mark := range tokenMarks {
		for from := 0; ; {
			i := strings.Index(text[from:], mark)
			if i < 0 {
				break
			}
			start, from = from+i, from+i+len(mark)
			end = from + len(text[from:]) - len(strings.TrimLeftFunc(text[from:], inToken))
			within := start > 0 && inWord(rune(text[start-1]))
			if end-from >= surelyToken || end > from && !within {
				return start, end
			}
		}
	}
	return -1, -1
}

func inWord(r rune) bool { return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// inToken has the dot, because the token of a GitHub App's installation holds a JSON
// Web Token, whose parts are joined by dots
// (https://github.blog/changelog/2026-05-15-github-app-installation-tokens-per-request-override-header/).
func inToken(r rune) bool { return inWord(r) || r == '_' || r == '-' || r == '.' }

// refuseTokens refuses tokens anywhere in the text: in a value, a key, a comment,
// and in text that is not even YAML. root is nil when there is none.
func refuseTokens(text []byte, root *node, p *problems) {
	told := map[string]bool{}
	refuseValues(root, "", told, p)
	number := 0
	for line := range strings.Lines(string(text)) {
		number++
		if start, end := findToken(line); start >= 0 && !told[line[start:end]] {
			p.add(Error{Line: number, Reason: "a token stands here, in a key or a comment", Hint: tokenHint})
		}
	}
}

// refuseValues refuses the tokens in values, and notes them.
func refuseValues(n *node, path string, told map[string]bool, p *problems) {
	if n == nil {
		return
	}
	if start, end := findToken(n.text); start >= 0 {
		told[n.text[start:end]] = true
		p.add(Error{Path: path, Line: n.line, Reason: "a token stands here; a configuration never holds one", Hint: tokenHint})
	}
	for _, pair := range n.pairs {
		refuseValues(pair.value, below(path, pair.key), told, p)
	}
	for i, item := range n.items {
		refuseValues(item, element(path, i), told, p)
	}
}
