package admission

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/glob"
)

// TestGlobExpression holds the regular expressions to the globs, over random globs and
// paths of which many match.
func TestGlobExpression(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	globs, texts := []string{"a", "b", "*", "**", "?", "a*", "*b", "a?", "*.*", "a$", "a'", "(b)", "a|b", "^"}, []string{"a", "b", "ab", "a.b", "aa", "b", "a$", "a'", "(b)", "^"}
	path := func(of []string) string {
		parts := make([]string, 1+r.IntN(4))
		for i := range parts {
			parts[i] = of[r.IntN(len(of))]
		}
		return strings.Join(parts, "/")
	}
	matched := 0
	for range 200000 {
		pattern, text := path(globs), path(texts)
		want := glob.Match(pattern, text)
		if got := regexp.MustCompile("^(?:" + globExpression(pattern) + `)\z`).MatchString(text); got != want {
			t.Fatalf("%s matches %s: %v, as %s: %v", pattern, text, want, globExpression(pattern), got)
		}
		if want {
			matched++
		}
	}
	if matched < 10000 {
		t.Errorf("only %d matched", matched)
	}
}

// TestQuote: a text becomes one string of CEL, and a pattern has no dollar sign.
func TestQuote(t *testing.T) {
	for text, want := range map[string]string{
		`a`: `'a'`, `a'b`: `'a\'b'`, `a\b`: `'a\\b'`, `${AWS_REGION}`: `'${AWS_REGION}'`, `\`: `'\\'`, `\'`: `'\\\''`,
	} {
		if got := quote(text); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
	if got := pattern(`^a\$b\z`); got != `'^a\\\u0024b\\z'` {
		t.Error(got)
	}
}

// TestWithoutLabels: the conditions on labels.
func TestWithoutLabels(t *testing.T) {
	const want = `!object.metadata.?labels.orValue({}).exists(l, l in ['a', 'b/c'])
&& object.metadata.?labels['d'].orValue('not-e') != 'e'`
	if got := withoutLabels([]string{"a", "d=e", "b/c"}); got != want {
		t.Error(got)
	}
}
