package redact

import (
	"slices"
	"strings"
	"unicode"
)

// A mark is the prefix of a token, how many of its bytes must follow at the beginning of a word,
// and which these are.
type mark struct {
	prefix string
	least  int
	in     func(rune) bool
}

func marks(least int, in func(rune) bool, prefixes ...string) []mark {
	var all []mark
	for _, prefix := range prefixes {
		all = append(all, mark{prefix, least, in})
	}
	return all
}

// tokenMarks are first those of the registries that need a credential, with which no other word
// begins: GitHub
// (https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats),
// Docker Hub and GitLab (https://docs.gitlab.com/security/tokens/#token-prefixes). Behind them are
// tokens of others that stand in manifests and in what builders and clouds say, and base64 of JSON and of PEM: a JSON
// Web Token, what aws ecr get-login-password prints, a .dockerconfigjson in one line or in several, a private key. The
// prefixes are those that their makers publish, and that secret scanners look for
// (https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns).
var tokenMarks = slices.Concat(
	marks(1, inToken, "ghp_", "github_pat_", "gho_", "ghu_", "ghs_", "ghr_", "dckr_pat_", "dckr_oat_"),
	marks(1, inToken, "glpat-", "gloas-", "gldt-", "glrt-", "glrtr-", "glcbt-", "glptt-", "glft-", "glimt-", "glagent-", "glwt-", "glsoat-", "glffct-"),
	marks(16, inToken, "AKIA", "ASIA"), // AWS
	marks(20, inBase64, "ABSK", "bedrock-api-key-", "k8s-aws-v1.", "X-Amz-Signature=", "X-Amz-Security-Token=", "IQoJb3JpZ2lu", "FwoGZXIvYXdz"),
	marks(20, inToken, "GR1348941", "_gitlab_session="),                                                          // GitLab, older
	marks(20, inToken, "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xoxe.", "xoxc-", "xoxd-", "xapp-"), // Slack
	marks(20, inBase64, "hooks.slack.com/services/"),
	marks(20, inToken, "ya29.", "GOCSPX-", "1//0"), // Google
	marks(30, inToken, "AIza", "AQ."),
	marks(20, inToken, "hvs.", "hvb.", "hvr."), // Vault
	marks(30, inToken, "npm_", "hf_", "pypi-AgE"),
	marks(20, inToken, "sk-ant-", "sk-proj-", "sk_live_", "rk_live_", "dop_v1_", "glsa_", "tskey-", "AGE-SECRET-KEY-1", "ATATT3", "ATBB", "ATCTT3", "SG.", "shpat_"),
	marks(20, inBase64, "AccountKey=", "SharedAccessKey=", "?sig=", "&sig="), // Azure
	marks(20, inBase64, "eyJ", "eyAi", "ewoJ", "ewog", "ew0K", "W3si", "LS0tLS1CRUdJTi"),
)

// surelyToken is how many letters and digits must follow a mark in the middle of a word to make it
// a token.
const surelyToken = 20

const hiddenToken = "(token not shown)"

// Tokens returns the text with every token replaced.
func Tokens(text string) string {
	text = keys(text)
	if mayHoldToken(text) {
		for _, m := range tokenMarks {
			text = withoutTokens(text, m)
		}
	}
	return noise(text)
}

// withoutTokens replaces the tokens that begin with a mark.
func withoutTokens(text string, m mark) string {
	start, end := nextToken(text, m, 0)
	if start < 0 {
		return text
	}
	var b strings.Builder
	from := 0
	for start >= 0 {
		b.WriteString(text[from:start] + hiddenToken)
		from = end
		start, end = nextToken(text, m, from)
	}
	return b.String() + text[from:]
}

// FindToken returns the offsets of a token in the text; start is -1 when there is none.
func FindToken(text string) (start, end int) {
	if !mayHoldToken(text) {
		return -1, -1
	}
	for _, m := range tokenMarks {
		if start, end = nextToken(text, m, 0); start >= 0 {
			return start, end
		}
	}
	return -1, -1
}

// prefixes are those of the marks, by their first byte.
var prefixes = func() (all [256][]string) {
	for _, m := range tokenMarks {
		all[m.prefix[0]] = append(all[m.prefix[0]], m.prefix)
	}
	return all
}()

// mayHoldToken returns false quickly for nearly all texts.
func mayHoldToken(text string) bool {
	for i := range len(text) {
		for _, prefix := range prefixes[text[i]] {
			if strings.HasPrefix(text[i:], prefix) {
				return true
			}
		}
	}
	return false
}

// nextToken returns the offsets of the next token with a mark, not before from; start is -1 when
// there is none.
func nextToken(text string, m mark, from int) (start, end int) {
	for {
		i := strings.Index(text[from:], m.prefix)
		if i < 0 {
			return -1, -1
		}
		start, from = from+i, from+i+len(m.prefix)
		end = from + len(text[from:]) - len(strings.TrimLeftFunc(text[from:], m.in))
		least := m.least
		if start > 0 && inWord(rune(text[start-1])) {
			least = max(least, surelyToken)
		}
		if end-from >= least {
			return start, end
		}
	}
}

func inWord(r rune) bool { return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// inToken accepts dots, because the token of a GitHub App's installation contains a JSON Web
// Token, whose parts are joined by dots
// (https://github.blog/changelog/2026-05-15-github-app-installation-tokens-per-request-override-header/).
func inToken(r rune) bool { return inWord(r) || r == '_' || r == '-' || r == '.' }

// inBase64 accepts backslashes, because paths of rewrite.fields escape slashes.
func inBase64(r rune) bool { return inToken(r) || strings.ContainsRune(`+/=\`, r) }
