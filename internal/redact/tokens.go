package redact

import (
	"strings"
	"unicode"
)

// tokenMarks are the prefixes of tokens of the registries that need a credential: GitHub
// (https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats),
// Docker Hub and GitLab (https://docs.gitlab.com/security/tokens/#token-prefixes).
var tokenMarks = [...]string{
	"ghp_", "github_pat_", "gho_", "ghu_", "ghs_", "ghr_",
	"dckr_pat_", "dckr_oat_",
	"glpat-", "gloas-", "gldt-", "glrt-", "glrtr-", "glcbt-", "glptt-", "glft-", "glimt-", "glagent-", "glwt-", "glsoat-", "glffct-",
}

// surelyToken is how many bytes of a token must follow a mark in the middle of a word to make it one.
// At the beginning of a word one is enough.
const surelyToken = 20

const hiddenToken = "(token not shown)"

// Tokens returns the text with every token replaced.
func Tokens(text string) string {
	if !mayHoldToken(text) {
		return text
	}
	for _, mark := range tokenMarks {
		text = withoutTokens(text, mark)
	}
	return text
}

// withoutTokens replaces the tokens that begin with a mark.
func withoutTokens(text, mark string) string {
	start, end := nextToken(text, mark, 0)
	if start < 0 {
		return text
	}
	var b strings.Builder
	from := 0
	for start >= 0 {
		b.WriteString(text[from:start] + hiddenToken)
		from = end
		start, end = nextToken(text, mark, from)
	}
	return b.String() + text[from:]
}

// FindToken returns the offsets of a token in the text; start is -1 when there is none.
func FindToken(text string) (start, end int) {
	if !mayHoldToken(text) {
		return -1, -1
	}
	for _, mark := range tokenMarks {
		if start, end = nextToken(text, mark, 0); start >= 0 {
			return start, end
		}
	}
	return -1, -1
}

// mayHoldToken returns false quickly for nearly all texts: every mark has an underscore, or begins
// with gl.
func mayHoldToken(text string) bool {
	return strings.IndexByte(text, '_') >= 0 || strings.Contains(text, "gl")
}

// nextToken returns the offsets of the next token with a mark, not before from; start is -1 when
// there is none.
func nextToken(text, mark string, from int) (start, end int) {
	for {
		i := strings.Index(text[from:], mark)
		if i < 0 {
			return -1, -1
		}
		start, from = from+i, from+i+len(mark)
		end = from + len(text[from:]) - len(strings.TrimLeftFunc(text[from:], inToken))
		within := start > 0 && inWord(rune(text[start-1]))
		if end-from >= surelyToken || end > from && !within {
			return start, end
		}
	}
}

func inWord(r rune) bool { return r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// inToken accepts dots, because the token of a GitHub App's installation contains a JSON Web
// Token, whose parts are joined by dots
// (https://github.blog/changelog/2026-05-15-github-app-installation-tokens-per-request-override-header/).
func inToken(r rune) bool { return inWord(r) || r == '_' || r == '-' || r == '.' }
