package redact

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

const hiddenToken = "(token not shown)"

// Tokens replaces every token in the text.
func Tokens(text string) string {
	for start, end := FindToken(text); start >= 0; start, end = FindToken(text) {
		text = text[:start] + hiddenToken + text[end:]
	}
	return text
}

// FindToken finds a token in the text; start is -1 when there is none.
func FindToken(text string) (start, end int) {
	if strings.IndexByte(text, '_') < 0 && !strings.Contains(text, "gl") {
		return -1, -1 // nearly all texts; no mark is without one of the two
	}
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
