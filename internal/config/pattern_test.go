package config

import (
	"regexp"
	"strings"
	"testing"
)

// patterns are those of a schema and of all below it.
func patterns(s *schema) (list []string) {
	if s == nil {
		return nil
	}
	if s.pattern != "" {
		list = append(list, s.pattern)
	}
	for _, key := range s.keys() {
		list = append(list, patterns(s.property(key))...)
	}
	return append(append(list, patterns(s.items)...), patterns(s.open)...)
}

// TestPatternsAreShort: every pattern of the schema goes the short way, and tells the
// texts of the tests apart as package regexp does.
func TestPatternsAreShort(t *testing.T) {
	s, err := published()
	if err != nil {
		t.Fatal(err)
	}
	all := patterns(s)
	if len(all) < 20 {
		t.Errorf("the schema has only %d patterns", len(all))
	}
	for _, pattern := range append(all, labelName, subdomain) {
		for _, text := range []string{
			"", "a", "0", "-", "a-", "a.b", "a..b", "A_b", "a/b", "a//b", "ROOT", "ROOT/", "ghcr/", "123456789012", "12345678901", "1234567890123",
			"${A}", "${AWS_REGION}", "$A", "${}", "ca-central-1", "us-east", "1h30m", "1.5h", "10ms", "h", "5s5", strings.Repeat("a", 63),
			"arn:aws:iam::123456789012:role/a", "arn:aws:iam::${ACCOUNT}:role/a/b c", "arn:aws:iam::1:role/a", "a,b=c@d",
		} {
			fits, known := matchesShort(pattern, text)
			if want := regexp.MustCompile(pattern).MatchString(text); !known || fits != want {
				t.Errorf("%s: %q fits: %v (told: %v), package regexp says %v", pattern, text, fits, known, want)
			}
		}
	}
}

// FuzzPattern: what is told the short way, package regexp says as well, of any pattern.
func FuzzPattern(f *testing.F) {
	s, err := published()
	if err != nil {
		f.Fatal(err)
	}
	for _, pattern := range patterns(s) {
		f.Add(pattern, "ghcr/a-b.c")
	}
	for _, pattern := range []string{
		`^a|b$`, `^(a|b)$`, `^a{2}$`, `^a{2,}$`, `^a{,2}$`, `^a{1,3}?$`, `^(a*)*$`, `^(a|)+b$`, `^[]a]$`, `^[^a]$`, `^[a-c-e]$`, `^[a-]$`, `^[-a]$`, `^[[:alpha:]]$`,
		`^\.\$$`, `^a\$`, `^\d$`, `^(?i)a$`, `^(?:ab)+$`, `^()$`, `^(a$`, `^a)$`, `^.$`, `^a**$`, `^ü$`, `^a$b$`, `^$`, `^(^a$)$`, `^x{0}$`, `^(a?){3}$`, `^[z-a]$`, `^0{0$`, "^\x00a$",
	} {
		f.Add(pattern, "aab")
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		fits, known := matchesShort(pattern, text)
		if !known {
			return
		}
		compiled, err := regexp.Compile(pattern)
		if err != nil {
			return // nobody asks: the patterns of the schema are ones
		}
		if want := compiled.MatchString(text); fits != want {
			t.Errorf("%q matches %q: %v, package regexp says %v", pattern, text, fits, want)
		}
	})
}
