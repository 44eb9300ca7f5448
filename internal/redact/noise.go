package redact

import (
	"regexp"
	"strings"
	"sync"
)

// shortestNoise is the length of a secret access key of AWS
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html says nothing of it; all have it).
const shortestNoise = 40

// noise replaces runs of letters and digits in which upper and lower case are mixed as nobody writes them: a secret access
// key of AWS, a password of Azure's registry, and base64 of anything. A digest has only lower case; names and
// tags have dashes or dots, or are shorter.
func noise(text string) string {
	if len(text) < shortestNoise {
		return text
	}
	var b strings.Builder
	from, start := 0, 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && (inWord(rune(text[i])) || strings.IndexByte(`+/\`, text[i]) >= 0) {
			continue
		}
		if i-start >= shortestNoise && isNoise(text[start:i]) {
			b.WriteString(text[from:start] + hiddenToken)
			from = i + len(text[i:]) - len(strings.TrimLeft(text[i:], "="))
		}
		start = i + 1
	}
	return b.String() + text[from:]
}

// isNoise reports whether a run has letters of both cases, and digits, as only random bytes have; in CamelCase there are
// few capitals. Of random keys of AWS about one in 100 is not found.
func isNoise(run string) bool {
	upper, lower, digits := 0, 0, 0
	for _, c := range []byte(run) {
		switch {
		case c >= 'A' && c <= 'Z':
			upper++
		case c >= 'a' && c <= 'z':
			lower++
		case c >= '0' && c <= '9':
			digits++
		}
	}
	return upper >= 8 && lower >= 8 && digits > 0 && 2*lower <= 5*upper
}

// privateKey matches a private key in PEM (RFC 7468), also one that is cut, or with its line breaks escaped.
var privateKey = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)`)
})

// keys replaces private keys in PEM.
func keys(text string) string {
	if !strings.Contains(text, "PRIVATE KEY-----") {
		return text
	}
	return privateKey().ReplaceAllLiteralString(text, "(private key not shown)")
}
